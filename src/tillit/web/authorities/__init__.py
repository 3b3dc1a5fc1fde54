"""Authorities: what is set up, boards and companies, guideline, identity service."""
