"""The case file for programs: members, tasks, notes, correspondence, timeline, originals."""
