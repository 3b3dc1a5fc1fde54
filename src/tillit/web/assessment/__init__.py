"""Pages of the capability assessment."""
