"""Mail with partners that have no node: written and read, signed and encrypted, fetched. No Django, no records."""
