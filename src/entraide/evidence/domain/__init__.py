"""What must be right about exhibits in plain Python: bytes and moments in, an answer or a refusal out."""
