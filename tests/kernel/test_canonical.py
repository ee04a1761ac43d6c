"""Canonical bytes: the quick way and the standard's own give the same, for everything, and refuse the same."""

from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from entraide.kernel.canonical import LARGEST, canonical, plain


class Colour(StrEnum):
    RED = "red"


class Size(IntEnum):
    LARGE = 3


NAMES = st.one_of(
    st.text("abcxyzAZ09_./é\uffff\U0001f600\ud800", max_size=4),
    st.integers(-2, 2),
    st.booleans(),
    st.just(Colour.RED),
)
THINGS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.sampled_from([LARGEST, -LARGEST, LARGEST + 1, -LARGEST - 1]),
    st.floats(),
    st.text(),
    st.text('\x00\x1f\x7f\u2028"\\/\b\n\ud800\udfff\U0001f600é', max_size=5),
    st.uuids(),
    st.datetimes(timezones=st.just(UTC)),
    st.dates(),
    st.sampled_from([Colour.RED, Size.LARGE, b"bytes", object]),
    st.frozensets(st.uuids(), max_size=3),
)
VALUES = st.dictionaries(
    NAMES,
    st.recursive(
        THINGS,
        lambda inner: st.one_of(
            st.lists(inner, max_size=4),
            st.tuples(inner, inner),
            st.dictionaries(NAMES, inner, max_size=4),
            st.dictionaries(NAMES, inner, max_size=3).map(MappingProxyType),
        ),
        max_leaves=12,
    ),
    max_size=4,
)


def outcome(write: object, value: object) -> object:
    """The bytes, or the kind and the words of the fault."""
    assert callable(write)
    try:
        return write(value)
    except Exception as fault:  # noqa: BLE001 - any fault is to be the same
        return type(fault), str(fault)


@given(VALUES)
def test_every_value_has_the_bytes_that_the_standard_gives_it_or_is_refused_alike(
    value: dict[object, object],
) -> None:
    assert outcome(canonical, value) == outcome(lambda one: rfc8785.dumps(plain(one)), value)  # type: ignore[arg-type]


def test_names_come_in_the_order_of_their_utf_16() -> None:
    assert canonical({"\U0001f600": 1, "\uffff": 2, "a": 3}) == '{"a":3,"\U0001f600":1,"\uffff":2}'.encode()


def test_what_a_record_holds_is_written_as_it_ever_was() -> None:
    written = canonical(
        {
            "v": 1,
            "at": datetime(2026, 3, 2, 14, 30, 0, 5, tzinfo=UTC),
            "day": date(2026, 3, 2),
            "who": UUID(int=1),
            "what": Colour.RED,
            "text": 'a "b"\n\x00\x7fé\U0001f600/\\',
            "list": (True, None, [], {}),
        }
    )
    assert (
        written
        == (
            '{"at":"2026-03-02T14:30:00.000005Z","day":"2026-03-02","list":[true,null,[],{}],'
            '"text":"a \\"b\\"\\n\\u0000\x7fé\U0001f600/\\\\","v":1,"what":"red",'
            '"who":"00000000-0000-0000-0000-000000000001"}'
        ).encode()
    )


@pytest.mark.parametrize("value", [2**53, -(2**53), 1.5, float("nan"), "\ud800", b"", object()])
def test_what_every_reader_would_not_keep_alike_is_left_to_the_standard(value: object) -> None:
    assert outcome(canonical, {"a": value}) == outcome(rfc8785.dumps, {"a": value})
