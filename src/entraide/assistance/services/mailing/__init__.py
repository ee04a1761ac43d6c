"""Mail with partners that have no node: what leaves is signed, what comes back is believed as far as it proves."""
