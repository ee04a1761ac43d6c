"""What must be right about a request, in plain Python: kinds, lifecycle, clocks, letters, reading."""
