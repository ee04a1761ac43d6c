"""Attestations as they are carried: the root that many lines have in common is read once, and believed for none."""

from uuid import uuid4

import pytest

from entraide.exchange.domain.attestations import Attestation, Kind, Lines, Roots, attest, read_attested
from entraide.exchange.domain.delivery import CHUNKS_TO_A_CALL
from entraide.exchange.domain.encoding import load
from entraide.exchange.errors import Malformed, TooLarge
from entraide.exchange.services import carrying
from entraide.kernel.canonical import canonical
from entraide.kernel.errors import Refusal
from tests.exchange.nodes import AT, node

THEIRS = node("northmark")


def batch(count: int = 5) -> list[bytes]:
    said = [
        Attestation(Kind.DELIVERED, THEIRS.id, uuid4(), "sha256:" + "0" * 64, AT, "") for _ in range(count)
    ]
    return [canonical(one.as_json()) for one in attest(said, AT, THEIRS.signing)]


def test_every_line_is_read_as_if_it_stood_alone() -> None:
    lines, reader, roots = [*batch(), *batch()], Lines(), Roots()
    for line in lines:
        fields = reader.read(line, "line")
        assert fields.value == load(line, "line", most=10**6, items=1000)
        assert canonical(read_attested(fields, THEIRS.party, roots).as_json()) == line


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda line: line.replace(b'"index":1', b'"index": 1'), id="not canonical"),
        pytest.param(
            lambda line: line.replace(b'{"attestation":', b'{"a":1,"attestation":'), id="a name more"
        ),
        pytest.param(lambda line: line.replace(b',"index":1', b""), id="a name less"),
        pytest.param(lambda line: line.replace(b'"index":1,', b'"index":1,"index":1,'), id="a name twice"),
        pytest.param(lambda line: line.replace(b'"reason":""', b'"reason":"","root":1'), id="a root within"),
        pytest.param(lambda line: line.replace(b',"root":', b',"root":{},"root":'), id="two roots"),
        pytest.param(lambda line: line[:-1], id="its end cut"),
        pytest.param(lambda line: line + b" ", id="something behind"),
        pytest.param(lambda line: line.replace(b'"delivered"', b'"retrieved"'), id="another kind"),
        pytest.param(lambda line: line.replace(b'"sig":"', b'"sig":"A', 1), id="another signature"),
    ],
)
def test_a_line_that_would_be_refused_alone_is_refused_behind_others(change) -> None:
    first, second, *_ = batch()
    reader, roots = Lines(), Roots()
    read_attested(reader.read(first, "line"), THEIRS.party, roots)
    wrong = change(second)
    assert wrong != second
    with pytest.raises(Refusal) as alone:
        read_attested(Lines().read(wrong, "line"), THEIRS.party, Roots())
    with pytest.raises(Refusal) as behind:
        read_attested(reader.read(wrong, "line"), THEIRS.party, roots)
    assert behind.value.code == alone.value.code


def test_a_root_that_is_none_is_not_kept() -> None:
    reader = Lines()
    for _ in range(2):
        with pytest.raises(Malformed):
            read_attested(
                reader.read(b'{"attestation":{},"index":0,"path":[],"root":1}', "line"), THEIRS.party
            )


def test_a_line_that_is_too_long_is_refused_whatever_stood_before_it() -> None:
    first, second, *_ = batch()
    reader = Lines()
    reader.read(first, "line")
    with pytest.raises(TooLarge):
        reader.read(second.replace(b'"reason":""', b'"reason":"' + b"x" * 2**16 + b'"'), "line")


@pytest.mark.parametrize(
    ("seconds", "then"),
    [(0.1, 128), (carrying.QUICK_SECONDS, 64), (carrying.SLOW_SECONDS, 64), (carrying.SLOW_SECONDS + 1, 32)],
)
def test_a_quick_line_takes_more_of_a_file_in_one_call_and_a_slow_one_less(seconds: float, then: int) -> None:
    assert carrying._chunks_after(64, seconds) == then
    assert 1 <= carrying._chunks_after(1, seconds) <= carrying._chunks_after(256, seconds) <= CHUNKS_TO_A_CALL
