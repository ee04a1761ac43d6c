"""Pure ground under every package: refusals, the clock, identifiers, canonical bytes, languages.

Nothing here knows Django, the network or a database.
"""
