"""Pages of the capability guidelines."""
