"""Letters on paper: the words of a first draft, and the accessible PDF that leaves the house.

*Wording* (`wording`) is what a letter says, as plain text that an officer goes on editing. *Paper* (`paper`)
is how it looks: letterhead, measure, fonts, tags for screen readers. Neither knows the other, Django, or the
network. Letters that answer are written in `english`, `french` and `spanish`; those that ask are forms (`forms`).
"""
