"""The pages of a case file: members, tasks, notes, correspondence, originals."""
