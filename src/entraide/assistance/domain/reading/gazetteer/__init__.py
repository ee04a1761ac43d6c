"""What points to a state: its agencies, courts and ministries, its statutes, its regions and cities, its names.

A phrase is words separated by spaces; `;` separates phrases. A word that ends in `*` stands for every ending
(«федеральн*»); a phrase all in capitals counts only in capitals; everything else counts in any case and with or
without accents. These are facts from general knowledge, kept short: enough to tell a state, not to be a directory.
"""
