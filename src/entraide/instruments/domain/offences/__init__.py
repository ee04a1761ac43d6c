"""Offences by what is done, not by what a code calls it: the ICCS, articles attached to it, two laws side by side."""
