"""Asking a filled node what people ask of it, and timing the answers."""
