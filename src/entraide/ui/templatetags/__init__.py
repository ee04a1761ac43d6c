"""`{% load house %}`: the components of the shell."""
