"""Logging in: a code by mail, passkeys, code apps, an authority's service; and how long it lasts."""
