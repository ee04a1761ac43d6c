"""Writing to a case file: one function per act."""
