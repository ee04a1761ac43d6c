"""Who is party to what, as a depositary's tables say it: read row by row, nothing silently dropped."""
