"""Cases: the list, the page of a case, its parties and its texts."""
