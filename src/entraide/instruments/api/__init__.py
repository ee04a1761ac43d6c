"""The law desk for programs."""
