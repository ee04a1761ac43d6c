"""People of the bureau: roles, units, sign-in, tokens."""
