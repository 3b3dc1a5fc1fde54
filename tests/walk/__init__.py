"""The walk: every route and method as every kind of visitor, with canaries in every text."""
