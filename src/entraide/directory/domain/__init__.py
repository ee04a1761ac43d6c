"""States, sorts of agency, opening hours and the exchange file, in plain Python."""
