"""What came on paper, by telephone or at a meeting, entered for an organisation, which says if it is right."""
