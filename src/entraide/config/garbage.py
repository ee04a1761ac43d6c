"""How often a process of the node looks for what nobody uses any more."""

import gc

# Python looks after every 700 new things; a delivery of a hundred messages makes tens of thousands and keeps none.
NEW_THINGS = 10_000


def look_less_often() -> None:
    """What is loaded by now stays as long as the process: it is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_THINGS)
