"""Requests between nodes: what of a record travels, how it is said, and what a partner's message does here."""
