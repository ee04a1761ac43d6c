"""The case file, which is the compartment: members (need to know), tasks, notes, correspondence, search."""
