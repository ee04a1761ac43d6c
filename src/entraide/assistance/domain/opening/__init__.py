"""Opening: hostile bytes become text, in a process that can do no harm and is thrown away afterwards.

Callers use `files.open_file` and `files.open_bytes`, `opened` for what comes back, `refusals` for what is
refused and `defusing.safe_html` to show an HTML original. `child` is the process that parses; nothing else in
the house may import the parsers (`mail`, `outlook`, `pdf`, `word`), because they are only safe under the
limits the child puts on itself.
"""
