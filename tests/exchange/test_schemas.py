"""Bodies are as the schema of their type describes them: on the way out, on the way in, and as it is published."""

import json
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from uuid import UUID, uuid4

import jsonschema_rs
import pytest

from entraide.assistance.domain import kinds, measures
from entraide.assistance.domain.blocks import BLOCKS, SUBJECT_FIELDS, SubjectSort
from entraide.assistance.domain.exchanged import OF_A_MEASURE, RECORD, RESULTS_OF_A_MEASURE
from entraide.assistance.services.bodies import TRAVELLING_PARTS, parts_of, record_of
from entraide.assistance.services.describing import PART_FIELDS
from entraide.exchange.domain.delivery import write_lines
from entraide.exchange.domain.messages import pack
from entraide.exchange.domain.schemas import Schema, file_of, type_of
from entraide.exchange.domain.statement import Handling
from entraide.exchange.errors import BodyRefused
from entraide.exchange.models import Attestation, Message, Partner
from entraide.exchange.services import hooks, identity, partners, receiving
from entraide.exchange.services.sending import open_conversation, send
from tests.exchange.nodes import AT, Node, attached, node, said
from tools import schemas as published

DESCRIBED = {name: json.loads(data) for name, data in published.kept().items()}
REQUEST = DESCRIBED["assistance.request-1.json"]
HERE = uuid4()
GOOD: dict[str, object] = {
    "reference": "2026-O-0007",
    "record": {
        "kind": "preservation",
        "urgency": "urgent",
        "block": {"data": "Mail", "custodian": "Northpost"},
    },
    "parts": {"measures": [{"uuid": str(HERE), "code": "preservation", "period_from": "2026-01-05"}]},
    "letter": {
        "kind": "preservation_request",
        "language": "en",
        "subject": "Mail",
        "text": "Dear colleague,",
    },
}


def with_(path: str, value: object) -> dict[str, object]:
    """The good body with one thing put in, or taken out (`...`)."""
    body = json.loads(json.dumps(GOOD))
    *way, last = path.split("/")
    inner = body
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return body


def test_what_is_published_is_what_is_checked():
    assert published.published() == published.kept()


def test_every_type_that_is_taken_is_described():
    assert set(hooks.known_types()) <= set(hooks.described_types())
    assert {file_of(one) for one in hooks.described_types()} == set(DESCRIBED)


@pytest.mark.parametrize("name", DESCRIBED)
def test_a_schema_is_one_and_says_of_what(name):
    schema = DESCRIBED[name]
    jsonschema_rs.meta.validate(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:entraide:{type_of(Path(name))}"
    assert schema["title"]
    assert schema["description"].endswith(".")
    # A later version may say more, and this one passes it over.
    assert "additionalProperties" not in json.dumps(schema)


def test_one_word_means_one_thing_in_all_of_them():
    meanings: dict[str, object] = {}
    for schema in DESCRIBED.values():
        for name, meaning in schema.get("$defs", {}).items():
            assert meanings.setdefault(name, meaning) == meaning, name
        for name, meaning in schema["properties"].items():
            assert meanings.setdefault(f"field {name}", meaning) == meaning, name


def enum_at(*path: str) -> list[str]:
    found = REQUEST["$defs"] | DESCRIBED["assistance.decision-1.json"]["$defs"]
    for step in path:
        found = found[step]
    return found["enum"]


@pytest.mark.parametrize(
    ("where", "codes", "may_be_empty"),
    [
        (("record", "properties", "track"), kinds.Track, True),
        (("record", "properties", "kind"), kinds.Kind, True),
        (("record", "properties", "tlp"), kinds.Tlp, True),
        (("record", "properties", "handling"), kinds.Handling, True),
        (("record", "properties", "urgency"), kinds.Urgency, False),
        (("record", "properties", "stage"), kinds.Stage, True),
        (("authority", "properties", "role"), kinds.AuthorityRole, False),
        (("subject", "properties", "sort"), SubjectSort, False),
        (("measure", "properties", "code"), measures.MeasureCode, False),
        (("standing", "properties", "decision"), measures.Decision, True),
        (("standing", "properties", "ground"), measures.Ground, True),
        (("standing", "properties", "result"), measures.Result, True),
    ],
)
def test_closed_lists_are_those_of_the_record(
    where: tuple[str, ...], codes: type[StrEnum], may_be_empty: bool
):
    assert enum_at(*where) == ([""] if may_be_empty else []) + [code.value for code in codes]


def test_every_field_that_travels_is_described():
    defs = REQUEST["$defs"]
    assert tuple(defs["record"]["properties"]) == RECORD
    assert set(defs["parts"]["properties"]) == set(TRAVELLING_PARTS)
    for part, name in zip(
        ("authorities", "offences", "subjects", "measures"),
        ("authority", "offence", "subject", "measure"),
        strict=True,
    ):
        assert set(defs[name]["properties"]) == PART_FIELDS[part] - {"contact"} | {"uuid"}
    standing = DESCRIBED["assistance.decision-1.json"]["$defs"]["standing"]
    assert set(standing["properties"]) == {"uuid", *OF_A_MEASURE, *RESULTS_OF_A_MEASURE}
    for kind, fields in BLOCKS.items():
        assert tuple(defs[f"block_{kind}"]["properties"]) == tuple(one.name for one in fields)
    for sort, fields in SUBJECT_FIELDS.items():
        assert tuple(defs[f"particulars_{sort}"]["properties"]) == tuple(one.name for one in fields)


def test_fields_of_a_later_version_are_passed_over():
    more = with_("record/block/later", "x") | {"later": {"deep": [1]}}
    more["parts"]["subjects"] = [
        {"uuid": str(HERE), "sort": "ip", "name": "192.0.2.7", "particulars": {"port": 443, "later": "x"}}
    ]
    hooks.check_body("assistance.request/1", more)
    assert record_of(more)["block"] == {"data": "Mail", "custodian": "Northpost"}
    assert parts_of(more, "subjects") == [
        (HERE, {"sort": "ip", "name": "192.0.2.7", "particulars": {"port": 443}})
    ]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        (with_("record", ...), "body.record"),
        (with_("record", []), "body.record"),
        (with_("record/kind", "ransom"), "body.record.kind"),
        (with_("record/hard_date", "2026-13-01T00:00:00Z"), "body.record.hard_date"),
        (with_("record/hard_date", "2026-03-01"), "body.record.hard_date"),
        (with_("record/keep_secret", "yes"), "body.record.keep_secret"),
        (with_("record/title", "x" * 201), "body.record.title"),
        (with_("record/block/expires", "soon"), "body.record.block.expires"),
        (with_("record/block/mla_will_follow", 1), "body.record.block.mla_will_follow"),
        (with_("parts/measures", {}), "body.parts.measures"),
        (with_("parts/measures", [GOOD] * 501), "body.parts.measures"),
        (with_("parts/measures/0/uuid", "1"), "body.parts.measures[0].uuid"),
        (with_("parts/measures/0/uuid", ...), "body.parts.measures[0].uuid"),
        (with_("parts/measures/0/code", "torture"), "body.parts.measures[0].code"),
        (with_("parts/measures/0/period_to", "2026-02-30"), "body.parts.measures[0].period_to"),
        (with_("letter/text", 7), "body.letter.text"),
        (with_("letter/text", "x" * 1_000_001), "body.letter.text"),
        (with_("reference", None), "body.reference"),
        (with_("record/block", {f"x{n}": 1 for n in range(101)}), "body.record.block"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_as_described_is_refused_with_its_place(body, where):
    hooks.check_body("assistance.request/1", GOOD)
    with pytest.raises(BodyRefused) as caught:
        hooks.check_body("assistance.request/1", body)
    assert caught.value.facts == {"where": where}
    # What stands there is case data, and goes into no log.
    assert caught.value.__suppress_context__


@pytest.mark.parametrize(
    ("type_", "body", "where"),
    [
        ("question", {"reference": "x"}, "body"),
        ("decision", {"reference": "x"}, "body.measures"),
        ("decision", {"reference": "x", "measures": [{"uuid": str(HERE), "decision": "no"}]}, "[0].decision"),
        ("results", {"reference": "x", "measures": [], "final": 1}, "body.final"),
        ("feedback", {"reference": "x"}, "body.text"),
        ("withdrawal", {}, "body.reference"),
    ],
)
def test_what_a_type_cannot_do_without_is_there(type_, body, where):
    with pytest.raises(BodyRefused) as caught:
        hooks.check_body(f"assistance.{type_}/1", body)
    assert str(caught.value.facts["where"]).endswith(where)


def test_a_name_that_a_stranger_made_up_is_not_repeated():
    schema = Schema('{"additionalProperties": {"type": "string"}}')
    with pytest.raises(BodyRefused) as caught:
        schema.check({"<b>Vellorine</b>": 1})
    assert caught.value.facts == {"where": "body.*"}


@pytest.fixture
def northmark(db, settings, tmp_path) -> Node:
    """A confirmed partner of this node, whose keys the test holds."""
    settings.ENTRAIDE_EXCHANGE = tmp_path
    settings.ENTRAIDE_IDENTITY = tmp_path / "identity.json"
    identity.make_identity(("https://ours.example/exchange",), acting=None, at=AT - timedelta(days=1))
    them = node("northmark")
    made = partners.introduce([them.known], acting=None, at=AT)
    partners.confirm(
        made,
        heard=them.known.fingerprint,
        person="J. Halvorsen",
        number="+1 555 0142",
        number_from="Directory of the bureau",
        acting=None,
        at=AT,
    )
    return them


def us() -> Node:
    ours = identity.identity()
    return Node(ours.signing[-1], ours.opening[-1], ours.card)


def delivered(*spoken):
    lines = [pack(one, us().opening.public).encoded() for one in spoken]
    return receiving.take_delivery(write_lines(lines), at=AT)


def test_a_body_that_is_not_as_described_is_never_signed(northmark):
    partner = Partner.objects.get()
    talk = open_conversation(partner, at=AT)
    with pytest.raises(ValueError, match=r"exchange\.test/1: body\.test"):
        send(talk, "exchange.test/1", {"test": "yes"}, handling=Handling("clear", "Test"), acting=None, at=AT)
    talk.refresh_from_db()
    assert (Message.objects.count(), talk.our_sequence) == (0, 0)


def test_a_body_is_looked_at_as_it_travels(northmark):
    """Uuids and dates become text before anything is signed."""
    body = {"reference": "x", "measures": [{"uuid": uuid4(), "decision": "", "postponed_until": AT.date()}]}
    talk = open_conversation(Partner.objects.get(), at=AT)
    row = send(talk, "assistance.decision/1", body, handling=Handling("clear", "x"), acting=None, at=AT)
    (kept,) = json.loads(row.content)["body"]["measures"]
    assert kept == {"uuid": str(body["measures"][0]["uuid"]), "decision": "", "postponed_until": "2026-03-02"}


def test_a_partner_that_sends_another_body_has_it_attested_that_it_was_not_delivered(northmark):
    talk: UUID = uuid4()
    bad = said(
        northmark, us(), with_("record/kind", "ransom"), conversation=talk, attachments=(attached(b"x"),)
    )
    good = said(
        northmark,
        us(),
        {"test": True},
        type="exchange.test/1",
        conversation=talk,
        sequence=2,
        previous=bad.digest,
    )
    first, second = delivered(bad, good)
    (refused,), (done,) = first.attested, second.attested
    assert (refused.attestation.kind, refused.attestation.reason) == (
        "not_delivered",
        "exchange.body_refused",
    )
    # Its file is not asked for, and what follows it is taken.
    assert first.wanted == ()
    assert done.attestation.kind == "delivered"
    assert [one.attested for one in delivered(bad)] == [first.attested]
    assert Attestation.objects.filter(message__uuid=bad.statement.message).count() == 1
    assert Message.objects.get(uuid=bad.statement.message).last_error == "exchange.body_refused"


def test_files_of_a_message_of_an_unknown_type_are_not_asked_for(northmark):
    unknown = said(northmark, us(), {"x": 1}, type="exchange.unheard_of/1", attachments=(attached(b"x"),))
    (answer,) = delivered(unknown)
    assert answer.wanted == ()
    assert [one.attestation.reason for one in answer.attested] == ["exchange.unknown_type"]
