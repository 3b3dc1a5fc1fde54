"""What is outside: files, and later mail, signing and identity."""
