"""What the parties of a case say to each other: messages, meetings, notes."""
