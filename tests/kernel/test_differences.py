"""What changed between two texts, for a reader."""

from entraide.kernel.differences import difference, marked


def test_what_was_taken_and_added_is_said_without_the_signs_of_a_program():
    before, after = "one\ntwo\nthree\nfour\nfive\nsix", "one\ntwo\nthree\nfour\nfive\nseven"
    assert marked(difference(before, after)) == [
        ("", "…"),
        ("", "four"),
        ("", "five"),
        ("taken", "six"),
        ("added", "seven"),
    ]


def test_a_line_that_begins_with_dashes_is_not_lost():
    assert ("taken", "-- the old end") in marked(difference("-- the old end", "the new end"))
    assert ("added", "++ more") in marked(difference("", "++ more"))


def test_nothing_changed_is_nothing():
    assert difference("same", "same") == ()
