"""What is printed: one Document value becomes HTML, PDF and DOCX that say the same."""
