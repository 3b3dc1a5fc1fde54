"""The agreement of a case: its sections, written together, proposed and accepted."""
