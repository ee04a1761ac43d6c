"""What is done with exhibits, and what is asked of others about them."""
