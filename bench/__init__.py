"""Measures Tillit against its goals and against other tools: `make bench`, or `python -m bench`."""
