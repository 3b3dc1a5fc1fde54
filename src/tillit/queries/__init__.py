"""What is asked: reads, fully loaded, one call for each page, answer or command."""
