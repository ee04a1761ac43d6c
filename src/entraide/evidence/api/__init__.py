"""The doors of exhibits for programs."""
