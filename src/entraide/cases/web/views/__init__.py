"""One module per thing that a case file holds."""
