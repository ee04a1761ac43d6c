"""Makes docs/protocol/vectors.json:  python -m tests.exchange.vectors

Signing and sealing draw random bytes, so every run gives other bytes that must be judged alike; the file is made again
only when the protocol changes.
"""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from entraide.exchange.domain import dsse, messages
from entraide.exchange.domain.attestations import Attestation, Attested, Kind, attest
from entraide.exchange.domain.cards import CARD_TYPE
from entraide.exchange.domain.conversations import export
from entraide.exchange.domain.delivery import Answer, Wanted, write_answers, write_lines
from entraide.exchange.domain.encoding import text_of
from entraide.exchange.domain.messages import Message
from entraide.exchange.domain.statement import STATEMENT_TYPE
from entraide.kernel.canonical import canonical
from tests.exchange.nodes import AT, Node, attached, node, said, talk

FILE = Path(__file__).parents[2] / "docs" / "protocol" / "vectors.json"
Case = dict[str, object]


def made() -> dict[str, object]:
    """The vectors: keys, and cases with what must come of them."""
    ours, theirs, stranger = node("valmont"), node("northmark"), node("stranger")
    return {
        "protocol": "entraide/1",
        "at": AT.isoformat(),
        "trusted_card": told(card(ours)),
        "recipient": {
            "node": str(theirs.id),
            "card": told(card(theirs)),
            "ml_kem_768_seed": text_of(theirs.opening.ml_kem_768.private_bytes_raw()),
            "x25519_seed": text_of(theirs.opening.x25519.private_bytes_raw()),
        },
        "cases": [
            *of_cards(ours, stranger),
            *of_parcels(ours, theirs, stranger),
            *of_deliveries(ours, theirs),
            *of_answers(ours, theirs),
            *of_files(ours, theirs),
        ],
    }


def case(name: str, kind: str, data: bytes, code: str = "", where: str = "") -> Case:
    """One case; a good one has no code."""
    return {"name": name, "kind": kind, "data": told(data), "code": code, "where": where}


def told(data: bytes) -> str:
    return data.decode("utf-8")


def card(of: Node) -> bytes:
    return canonical(of.known.envelope.as_json())


def of_cards(ours: Node, stranger: Node) -> list[Case]:
    fields = json.loads(ours.known.envelope.payload)
    moved = {
        **ours.known.envelope.as_json(),
        "payload": text_of(canonical({**fields, "addresses": ["https://x.example/"]})),
    }
    stolen = dsse.sign(CARD_TYPE, ours.known.envelope.payload, stranger.signing)
    return [
        case("a card", "card", card(ours)),
        case(
            "address changed in transit",
            "card",
            canonical(moved),
            "exchange.signature_wrong",
            "card.signatures[0]",
        ),
        case(
            "signed by another",
            "card",
            canonical(stolen.as_json()),
            "exchange.signer_unknown",
            "card.signatures[0]",
        ),
        case("not canonical", "card", card(ours) + b"\n", "exchange.malformed", "card"),
    ]


def of_parcels(ours: Node, theirs: Node, stranger: Node) -> list[Case]:
    def parcel(message: Message) -> bytes:
        return messages.pack(message, theirs.opening.public).encoded()

    def resigned(**changed: object) -> bytes:
        fields = json.loads(message.envelope.payload) | changed
        return parcel(replace(message, envelope=dsse.sign(STATEMENT_TYPE, canonical(fields), ours.signing)))

    def signed_by(*signatures: dsse.Signature) -> bytes:
        return parcel(replace(message, envelope=replace(message.envelope, signatures=signatures)))

    def bad(name: str, data: bytes, code: str, where: str) -> Case:
        return case(name, "parcel", data, f"exchange.{code}", where)

    message = said(ours, theirs, attachments=(attached(b"one line"),))
    first, second = message.envelope.signatures
    wrong = replace(second, value=bytes([second.value[0] ^ 1]) + second.value[1:])
    old = said(ours, theirs, created=AT - timedelta(days=9), expires=AT - timedelta(days=1))
    here, inside = "message.envelope", "message.envelope.payload"
    critical = resigned(priority="high", critical=["priority"])
    return [
        case("a message", "parcel", parcel(message)),
        case("a field that nobody must know", "parcel", resigned(priority="high")),
        bad("a field that must be understood", critical, "unknown_critical", f"{inside}.critical[0]"),
        bad("one signature stripped", signed_by(first), "signature_missing", f"{here}.signatures"),
        bad("the other stripped", signed_by(second), "signature_missing", f"{here}.signatures"),
        bad("one of two wrong", signed_by(first, wrong), "signature_wrong", f"{here}.signatures[1]"),
        bad(
            "another body", parcel(replace(message, body={"facts": "Other"})), "body_changed", "message.body"
        ),
        bad("an older protocol", resigned(protocol="entraide/0"), "unknown_protocol", inside),
        bad("expired", parcel(old), "expired", "message"),
        bad("for another node", parcel(said(ours, stranger)), "wrong_recipient", "parcel.recipient"),
        bad("from no partner", parcel(said(stranger, theirs)), "wrong_sender", "parcel.sender"),
    ]


def of_deliveries(ours: Node, theirs: Node) -> list[Case]:
    """What the sender of `trusted_card` hands the recipient: parcels, and attestations about what it has."""

    def bad(name: str, data: bytes, code: str, where: str) -> Case:
        return case(name, "delivery", data, f"exchange.{code}", where)

    first = said(ours, theirs)
    then = said(ours, theirs, conversation=first.statement.conversation, sequence=2, previous=first.digest)
    parcels = [messages.pack(one, theirs.opening.public).encoded() for one in (first, then)]
    kinds = (Kind.SUBMISSION_ACCEPTED, Kind.RELAYED)
    proofs = proved(ours, first, *kinds)
    lines = [canonical(one.as_json()) for one in proofs]
    swapped = canonical(replace(proofs[0], index=proofs[1].index).as_json())
    relabelled = replace(proofs[0], attestation=replace(proofs[0].attestation, digest=then.digest))
    by_another = [canonical(one.as_json()) for one in proved(signed_for(ours, theirs), first, *kinds)]
    return [
        case("two messages and two attestations", "delivery", write_lines([*parcels, *lines])),
        case("nothing", "delivery", b""),
        bad("no end of the last line", b"\n".join([*parcels, *lines]), "malformed", "delivery"),
        bad("an empty line", write_lines([parcels[0], b"", parcels[1]]), "malformed", "parcel"),
        bad("a parcel that is laid out", write_lines([b" " + parcels[0]]), "malformed", "parcel"),
        bad(
            "an attestation at another place", write_lines([swapped]), "attestation_wrong", "attestation.path"
        ),
        bad(
            "an attestation of another message",
            write_lines([canonical(relabelled.as_json())]),
            "attestation_wrong",
            "attestation.path",
        ),
        bad(
            "an attestation that another signed",
            write_lines(by_another),
            "signer_unknown",
            "attestation.root.signatures[0]",
        ),
    ]


def of_answers(ours: Node, theirs: Node) -> list[Case]:
    """What the recipient says of what it was handed."""
    message = said(ours, theirs, attachments=(attached(b"one line"),))
    its, one = message.statement.message, message.statement.attachments[0].id
    (proof,) = proved(theirs, message, Kind.DELIVERED)
    (refused,) = proved(theirs, message, Kind.NOT_DELIVERED, reason="exchange.body_refused")
    done = write_answers([Answer(its, attested=(proof,))])
    wanting = write_answers([Answer(its, wanted=(Wanted(one, 3),))])
    unsigned = Answer(its, refusal="exchange.not_yet", where="message.envelope.payload.sequence", again=True)

    def changed(data: bytes, **fields: object) -> bytes:
        return write_lines([canonical(json.loads(data) | fields)])

    def bad(name: str, data: bytes, code: str, where: str) -> Case:
        return case(name, "answer", data, f"exchange.{code}", where)

    lacking = json.loads(done)
    del lacking["again"]
    forged = replace(proof, attestation=replace(proof.attestation, kind=Kind.RETRIEVED))
    (by_us,) = proved(signed_for(theirs, ours), message, Kind.DELIVERED)
    here = "answer[0].attestations[0]"
    return [
        case("delivered", "answer", done),
        case("not delivered, with the reason", "answer", write_answers([Answer(its, attested=(refused,))])),
        case("a file is wanted from its fourth chunk", "answer", wanting),
        case("not yet, which nobody signs", "answer", write_answers([unsigned])),
        case("a field that nobody must know", "answer", changed(done, later=1)),
        bad(
            "nothing says whether to try again",
            write_lines([canonical(lacking)]),
            "malformed",
            "answer[0].again",
        ),
        bad(
            "fewer chunks than none",
            changed(wanting, wanted=[{"attachment": str(one), "there": -1}]),
            "malformed",
            "answer[0].wanted[0].there",
        ),
        bad(
            "another kind",
            write_answers([Answer(its, attested=(forged,))]),
            "attestation_wrong",
            f"{here}.path",
        ),
        bad(
            "the sender attests it to itself",
            write_answers([Answer(its, attested=(by_us,))]),
            "signer_unknown",
            f"{here}.root.signatures[0]",
        ),
    ]


def proved(by: Node, message: Message, *kinds: Kind, reason: str = "") -> list[Attested]:
    """What a node attests of a message, under one root."""
    about = message.statement.message
    things = [Attestation(kind, by.id, about, message.digest, AT, reason) for kind in kinds]
    return attest(things, AT, by.signing)


def signed_for(of: Node, by: Node) -> Node:
    """A node for which another signs."""
    return replace(of, signing=by.signing)


def of_files(ours: Node, theirs: Node) -> list[Case]:
    data = export(talk(ours, theirs, 2), ours.signing)
    changed, short = json.loads(data), json.loads(data)
    changed["messages"][1]["body"]["text"] = "Otherwise"
    short["attestations"].pop()
    gone = f"file.attestations[{len(short['attestations'])}]"
    return [
        case("a conversation", "file", data),
        case("a body changed", "file", canonical(changed), "exchange.not_the_whole", "file.messages[1]"),
        case(
            "an attestation taken out",
            "file",
            canonical(short),
            "exchange.not_the_whole",
            gone,
        ),
    ]


if __name__ == "__main__":
    FILE.write_text(json.dumps(made(), ensure_ascii=False, indent=1) + "\n", "utf-8")
