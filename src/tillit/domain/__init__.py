"""What is true: the rules of the subject as pure Python. Nothing here reads a file, a clock or a database."""
