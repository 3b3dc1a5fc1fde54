"""What is remembered: tables and their constraints. Only actions and queries come here."""
