"""Documents as accessible PDF: the typesetter, its fonts, and the marks of the languages that are printed.

What stands on a page is told by the package that prints it, with a template of its own. No Django, no network.
"""
