"""Bags and collections as plain Python: files and bytes, without a node, a network or a clock."""
