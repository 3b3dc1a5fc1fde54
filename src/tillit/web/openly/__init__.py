"""What has been made public, for anyone."""
