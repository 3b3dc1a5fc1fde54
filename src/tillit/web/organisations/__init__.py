"""Pages of organisations: registration, their own page, facts and signatories; and what parties see."""
