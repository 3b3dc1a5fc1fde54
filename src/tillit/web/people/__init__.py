"""A person's own page, invitations, and the people of an organisation or authority."""
