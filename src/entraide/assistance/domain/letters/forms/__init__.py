"""The forms of request: letters in which we ask, section by section, as conventions and courts want them.

*Composing* says which sections a form has, in which order, and what stands in each; the modules named after languages
hold the words, so that other words can take their place without touching what a form must contain.
"""
