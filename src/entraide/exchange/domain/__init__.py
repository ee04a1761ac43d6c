"""The protocol of docs/protocol in plain Python: bytes in, bytes out, and a refusal with a place for all else."""
