"""Roles and scopes, in plain Python."""
