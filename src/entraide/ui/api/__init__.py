"""What every package's API has in common: the shape of a problem, of a page of results, and scopes."""
