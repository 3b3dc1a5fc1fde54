"""What is done: every write. One transaction, one access check, one entry in the trail; a refusal leaves nothing."""
