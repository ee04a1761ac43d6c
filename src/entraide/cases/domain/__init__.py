"""The case file's rules in plain Python."""
