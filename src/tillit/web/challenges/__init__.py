"""The challenge of a case: read, written part by part, compared, confirmed."""
