"""Messages between sovereign nodes: signed, encrypted, attested. What was sent, what arrived, and who can prove it."""
