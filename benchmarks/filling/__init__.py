"""Nodes with years of invented work in them: the rows that the services would leave, written many at a time."""
