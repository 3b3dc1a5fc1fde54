"""Tasks in cases, and the lists of boards that they are copied from."""
