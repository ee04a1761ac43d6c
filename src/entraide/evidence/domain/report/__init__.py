"""The custody report: what exhibits are, and every link of their chains of custody, as a PDF that everybody can read.

*Content* (`content`) is what is told, in one language; *words* (`words`) are the report's own; `writing` prints it.
"""
