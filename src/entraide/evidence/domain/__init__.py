"""What an exhibit is and what may happen to it: plain Python."""
