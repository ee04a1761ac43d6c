"""Exhibits: what they are, through whose hands they went, how they are kept, and how they leave with their proof."""
