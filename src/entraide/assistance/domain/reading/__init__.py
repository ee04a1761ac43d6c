"""Reading: what can be read off a letter, each thing with the words it came from. Reading suggests, it never
decides.

Callers use `letter.read`, `suggestion` for what comes back and `likeness.fingerprint` to recognise a letter
seen before. Everything here is linear in the length of the letter: patterns have bounded quantifiers, because
letters are hostile input.
"""
