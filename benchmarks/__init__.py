"""What is measured, and how: `make bench NAME=desk`. Nothing here is part of a node."""
