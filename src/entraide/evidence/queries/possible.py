"""What a person may do with an exhibit as it stands: the table of custody is asked, act by act, and the roles."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from entraide.evidence import policy
from entraide.evidence.domain import custody
from entraide.evidence.domain.custody import Act, Event, Signatory, Standing
from entraide.kernel.errors import NotAllowed, Refusal

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.models import Exhibit


class Deed(StrEnum):
    """What a person can do with an exhibit, each by a service of its own."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    HAND_OVER = "hand-over"
    AGREE = "agree"
    SEAL = "seal"
    OPEN = "open"
    EXAMINE = "examine"
    COPY = "copy"
    CERTIFY = "certify"
    OFFER = "offer"
    TAKE_BACK = "take-back"
    RECEIVE_BACK = "receive-back"
    GAP = "gap"
    HOLD = "hold"
    LIFT = "lift"
    RELEASE = "release"
    RELEASE_COPY = "release-copy"
    TO_PARTNER = "to-partner"
    DESTROY = "destroy"
    DENY = "deny"


ACTS: dict[Deed, Act] = {
    Deed.ACCEPT: Act.ACCEPTED,
    Deed.REFUSE: Act.REFUSED,
    Deed.HAND_OVER: Act.ACCEPTED,
    Deed.SEAL: Act.SEALED,
    Deed.OPEN: Act.OPENED,
    Deed.EXAMINE: Act.EXAMINED,
    Deed.COPY: Act.COPIED,
    Deed.CERTIFY: Act.CERTIFIED,
    Deed.OFFER: Act.OFFERED,
    Deed.TAKE_BACK: Act.TAKEN_BACK,
    Deed.RECEIVE_BACK: Act.RETURNED,
    Deed.GAP: Act.UNKNOWN,
    Deed.HOLD: Act.HELD,
    Deed.LIFT: Act.HOLD_LIFTED,
    Deed.RELEASE: Act.RELEASE_ASKED,
    Deed.RELEASE_COPY: Act.RELEASE_ASKED,
    Deed.TO_PARTNER: Act.RELEASE_ASKED,
    Deed.DESTROY: Act.DESTRUCTION_ASKED,
    Deed.DENY: Act.ASK_DENIED,
}
# An event that is weighed and never told needs neither a name nor a moment of its own.
NOBODY, WHENEVER = UUID(int=0), datetime(2000, 1, 1, tzinfo=UTC)
JUDGED = frozenset({Deed.HOLD, Deed.LIFT, Deed.AGREE})
OF_THE_RECEIVER = frozenset({Deed.ACCEPT, Deed.REFUSE})


def possible(person: Person, now: Standing, exhibit: Exhibit) -> list[Deed]:
    """What the person, who belongs to the case, may do now, in the order people look for it."""
    found = []
    for deed in Deed:
        try:
            require_possible(person, now, exhibit, deed)
        except Refusal:
            continue
        found.append(deed)
    return found


def require_possible(person: Person, now: Standing, exhibit: Exhibit, deed: Deed) -> None:
    """Raises `NotAllowed`, `CustodyForbids`. The service weighs it again when it is done."""
    if not _is_theirs(person, now, deed):
        raise NotAllowed
    waiting = now.offer or now.asked
    custody.require(
        now,
        Event(
            id=NOBODY,
            exhibit=exhibit.uuid,
            number=now.count + 1,
            act=_act_of(deed, now),
            at=WHENEVER,
            by=Signatory(person.name, person=person.uuid),
            other=now.asked.other if deed is Deed.AGREE and now.asked else None,
            seals=now.seals[:1] if deed is Deed.OPEN else (" ",),
            about=waiting.id if waiting else None,
            facts={"copy": deed is Deed.RELEASE_COPY},
        ),
    )


def _act_of(deed: Deed, now: Standing) -> Act:
    if deed is not Deed.AGREE:
        return ACTS[deed]
    return custody.agreed(now.asked) if now.asked else Act.DESTROYED


def _is_theirs(person: Person, now: Standing, deed: Deed) -> bool:
    to = now.offer.other if now.offer else None
    if deed in OF_THE_RECEIVER:
        return to is not None and to.person == person.uuid
    if deed is Deed.HAND_OVER:
        return to is not None and not to.person and not to.node and policy.may_keep(person)
    if deed in JUDGED:
        return policy.may_judge(person)
    if deed is Deed.DENY and now.asked is not None and now.asked.by.person != person.uuid:
        return policy.may_judge(person)
    return policy.may_keep(person)
