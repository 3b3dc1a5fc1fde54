"""Tillit carries an idéburet offentligt partnerskap (IOP) from idea to evaluation."""
