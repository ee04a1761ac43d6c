"""Controlled substances recognised in a text, against the schedules of an Act that the administrator points to."""
