"""People, units and tokens for programs."""
