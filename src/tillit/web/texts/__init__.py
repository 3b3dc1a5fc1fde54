"""Pages that tell what Tillit is, how it thinks and what it keeps; the error pages."""
