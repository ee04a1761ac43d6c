"""The agency's electronic seal on its letters: key and certificate, sealing, examining a sealed file."""
