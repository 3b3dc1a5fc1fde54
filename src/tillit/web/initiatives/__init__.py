"""An initiative: begun, also from a self-assessment or an open invitation, and written one question at a time."""
