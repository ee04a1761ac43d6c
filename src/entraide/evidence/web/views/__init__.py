"""One module per thing that is done with exhibits."""
