"""Exhibits and what is provable about them: custody, seals, time-stamps of an authority, sealed packages."""
