"""Figures: what the bureau received, sent, answered and refused in a period, how long it took, and within which limits.

Plain rows come in, counts go out; every column says in words what it counts. The writers (`csv_file`, `workbook`,
`report`) put the same counts on file.
"""
