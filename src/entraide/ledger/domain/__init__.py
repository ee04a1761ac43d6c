"""What a ledger is: its tree, what is signed of it, what proves a place in it, and what can be wrong with it."""
