"""Pages of files: put one at a place, take it away, and fetch it."""
