"""Open invitations: in public, and where an authority writes, publishes and closes them."""
