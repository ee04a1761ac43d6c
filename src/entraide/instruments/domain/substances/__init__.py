"""Controlled substances recognised in a text, against the schedules of an Act."""
