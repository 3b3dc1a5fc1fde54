"""Choosing a role to try Tillit with; exists in demo mode only."""
