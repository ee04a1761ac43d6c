"""Requests for assistance, from arrival or draft to closed."""
