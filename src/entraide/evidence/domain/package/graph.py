"""The package's record in CASE/UCO (JSON-LD), for the tools of other houses: made from the record, and never read back.

Every node is named by a uuid: its own where it has one, otherwise one made from what it stands for. The ontology has no
words for seals, conditions and kinds of exhibits: they stand in descriptions and tags, in the words of the house.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID, uuid5

from entraide.evidence.domain.custody import LABELS, Event, Signatory
from entraide.evidence.domain.exhibits import (
    FIELDS,
    KINDS,
    MARKINGS,
    PARTS,
    Content,
    Described,
    Kind,
    Marking,
)
from entraide.evidence.domain.package.record import Record, Recorded
from entraide.kernel.canonical import canonical, plain

UCO = "https://ontology.unifiedcyberontology.org/uco/"
CONTEXT = {
    "case-investigation": "https://ontology.caseontology.org/case/investigation/",
    "uco-action": f"{UCO}action/",
    "uco-core": f"{UCO}core/",
    "uco-identity": f"{UCO}identity/",
    "uco-location": f"{UCO}location/",
    "uco-marking": f"{UCO}marking/",
    "uco-observable": f"{UCO}observable/",
    "uco-types": f"{UCO}types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# What the ontology has a word for; whatever can be touched is an item.
TYPES = {
    Kind.FILE: "uco-observable:ObservableObject",
    Kind.IMAGE: "uco-observable:Image",
    Kind.CAPTURE: "uco-observable:WebPage",
}
LABELLED = {(kind, one.name): one.label.en for kind, fields in FIELDS.items() for one in fields}

Node = dict[str, object]


def case_graph(record: Record) -> bytes:
    """The bytes of `data/case.jsonld`: the same record always gives the same."""
    nodes: dict[str, Node] = {}
    for node in _nodes(record):
        nodes.setdefault(str(node["@id"]), node)
    return canonical({"@context": CONTEXT, "@graph": list(nodes.values())})


def _nodes(record: Record) -> Iterator[Node]:
    agency = record.agency
    yield _node(
        record.node,
        "uco-identity:Organization",
        name=agency.name_en,
        description=[agency.name_fr, agency.country],
    )
    marking = _made(record.case, "handling")
    yield from _marking(record, marking)
    below: list[UUID] = [record.node]
    for exhibit in record.exhibits:
        for node in _exhibit(record, exhibit):
            node["uco-core:objectMarking"] = _to(marking)
            yield node
        below += [exhibit.described.id, _made(exhibit.described.id, "provenance")]
        below += [link.event.id for link in exhibit.chain]
    investigation = _node(
        record.case, "case-investigation:Investigation", name=record.reference, by=record.node
    )
    investigation["case-investigation:investigationForm"] = "case"
    investigation["uco-core:object"] = [_to(one) for one in below]
    investigation["uco-core:objectMarking"] = _to(marking)
    yield investigation


def _marking(record: Record, marking: UUID) -> Iterator[Node]:
    """Two definitions beside each other: how far it may go, and what for and how long."""
    handling = record.handling
    said, terms = _made(marking, "tlp"), _made(marking, "terms")
    yield {
        "@id": _urn(marking),
        "@type": "uco-marking:MarkingDefinition",
        "uco-marking:definitionType": "statement",
        "uco-marking:definition": [_to(said), _to(terms)],
    }
    yield {
        "@id": _urn(said),
        "@type": "uco-marking:StatementMarking",
        "uco-marking:definitionType": "statement",
        "uco-marking:statement": f"TLP:{handling.tlp.upper()} {handling.code}",
    }
    lines = [f"Purpose: {handling.purpose}"]
    lines += [f"Limits: {handling.limits}"] if handling.limits else []
    lines += [f"Keep until: {handling.keep_until.isoformat()}"] if handling.keep_until else []
    yield {
        "@id": _urn(terms),
        "@type": "uco-marking:TermsOfUseMarking",
        "uco-marking:definitionType": "terms-of-use",
        "uco-marking:termsOfUse": "\n".join(lines),
    }


def _exhibit(record: Record, exhibit: Recorded) -> Iterator[Node]:
    described = exhibit.described
    yield _node(
        described.id,
        TYPES.get(described.kind, "uco-core:Item"),
        name=described.title,
        description=_said(described),
        at=described.registered_at,
        by=record.node,
    )
    for one in exhibit.files:
        yield from _file(one.content)
        yield _part_of(one.content, described.id)
    yield _provenance(exhibit)
    before: UUID | None = None
    for link in exhibit.chain:
        yield from _action(link.event, before, record)
        before = link.event.id


def _said(described: Described) -> Iterator[str]:
    yield f"Kind: {KINDS[described.kind].en}"
    if described.marking is not Marking.NONE:
        yield f"Marking: {MARKINGS[described.marking].en}"
    if described.description:
        yield described.description
    if described.source:
        yield f"Source: {described.source}"
    for name in sorted(described.details):
        if described.details[name]:
            yield f"{LABELLED.get((described.kind, name), name)}: {described.details[name]}"


def _file(content: Content) -> Iterator[Node]:
    whole = _node(
        content.id, "uco-observable:File", description=[PARTS[content.part].en], at=content.taken_at
    )
    data, named, digest = (_made(content.id, name) for name in ("data", "named", "sha256"))
    whole["uco-core:hasFacet"] = [_to(named), _to(data)]
    yield whole
    yield {
        "@id": _urn(named),
        "@type": "uco-observable:FileFacet",
        "uco-observable:fileName": content.name,
        "uco-observable:sizeInBytes": content.size,
    }
    yield {
        "@id": _urn(data),
        "@type": "uco-observable:ContentDataFacet",
        "uco-observable:mimeType": content.media_type,
        "uco-observable:sizeInBytes": content.size,
        "uco-observable:hash": _to(digest),
    }
    yield {
        "@id": _urn(digest),
        "@type": "uco-types:Hash",
        "uco-types:hashMethod": "SHA256",
        "uco-types:hashValue": {"@type": "xsd:hexBinary", "@value": content.sha256},
    }


def _part_of(content: Content, exhibit: UUID) -> Node:
    node = _node(_made(content.id, "part of"), "uco-core:Relationship")
    node["uco-core:source"] = _to(content.id)
    node["uco-core:target"] = _to(exhibit)
    node["uco-core:kindOfRelationship"] = "Contained_Within" if content.part == "content" else "Characterizes"
    node["uco-core:isDirectional"] = True
    return node


def _provenance(exhibit: Recorded) -> Node:
    described = exhibit.described
    node = _node(_made(described.id, "provenance"), "case-investigation:ProvenanceRecord")
    node["case-investigation:exhibitNumber"] = described.number
    if parent := described.details.get("parent"):
        node["case-investigation:rootExhibitNumber"] = parent
    node["uco-core:object"] = [_to(described.id), *(_to(one.content.id) for one in exhibit.files)]
    return node


def _action(event: Event, before: UUID | None, record: Record) -> Iterator[Node]:
    description = [event.reason, event.condition and f"Condition: {event.condition}", event.when]
    node = _node(
        event.id,
        "case-investigation:InvestigativeAction",
        name=LABELS[event.act].en,
        description=(one for one in description if one),
        at=event.at,
        by=record.node,
    )
    if event.happened:
        node["uco-action:startTime"] = _time(event.happened)
    if event.until:
        node["uco-action:endTime"] = _time(event.until)
    tags = [f"custody:{event.act}", f"custody-number:{event.number}", *(f"seal:{one}" for one in event.seals)]
    node["uco-core:tag"] = list(dict.fromkeys(tags))
    node["uco-action:object"] = _to(event.exhibit)
    node["uco-action:performer"] = _to(_who(event.by))
    yield _person(event.by)
    if event.other is not None:
        node["uco-action:participant"] = _to(_who(event.other))
        yield _person(event.other)
    if event.place:
        where = uuid5(record.case, f"place {event.place}")
        node["uco-action:location"] = _to(where)
        yield _node(where, "uco-location:Location", name=event.place)
    if before is None:
        # What the first act brought about is that the exhibit is on record.
        node["uco-action:result"] = _to(_made(event.exhibit, "provenance"))
    else:
        node["case-investigation:wasInformedBy"] = _to(before)
    yield node


def _who(person: Signatory) -> UUID:
    """One uuid for one way in which somebody signs: the same person with another function is another node."""
    said = {**person.record(), "strokes": []}
    return uuid5(person.node or UUID(int=0), canonical(said).decode("utf-8"))


def _person(person: Signatory) -> Node:
    said = [one for one in (person.function, person.agency) if one]
    return _node(_who(person), "uco-identity:Person", name=person.name, description=said)


def _node(
    id_: UUID,
    kind: str,
    *,
    name: str = "",
    description: Iterable[str] = (),
    at: datetime | None = None,
    by: UUID | None = None,
) -> Node:
    node: Node = {"@id": _urn(id_), "@type": kind}
    if name:
        node["uco-core:name"] = name
    if said := list(dict.fromkeys(description)):
        node["uco-core:description"] = said
    if at is not None:
        node["uco-core:objectCreatedTime"] = _time(at)
    if by is not None:
        node["uco-core:createdBy"] = _to(by)
    return node


def _made(of: UUID, what: str) -> UUID:
    return uuid5(of, what)


def _urn(id_: UUID) -> str:
    return f"urn:uuid:{id_}"


def _to(id_: UUID) -> Node:
    return {"@id": _urn(id_)}


def _time(at: datetime) -> Node:
    return {"@type": "xsd:dateTime", "@value": plain(at)}
