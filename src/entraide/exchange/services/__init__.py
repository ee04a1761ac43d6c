"""What is done between nodes."""
