"""Requests for assistance for programs: everything the desk does."""
