"""All is assembled: settings, addresses and entry points; the only layer that reads the environment."""
