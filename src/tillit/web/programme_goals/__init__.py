"""The programme goals of an authority: a list, each goal, a list brought in, a year that follows on another."""
