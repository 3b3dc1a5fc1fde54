"""The organisation's own space: its texts, their earlier wordings, and sharing them."""
