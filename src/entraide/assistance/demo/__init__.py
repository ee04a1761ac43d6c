"""A week of an invented bureau: some sixty requests from thirty states, all made through the services, at past times.

`week.fill` makes it. Every story is a function that does what its people do and says when it goes on; the week lets
them go on in the order of time, so that the record reads as if it had happened. Nobody and nothing in it is real.
"""
