"""What a person fills in. Labels and choices come from the tables of the domain, in the reader's language."""
