"""Pages of the joint assessment of a case."""
