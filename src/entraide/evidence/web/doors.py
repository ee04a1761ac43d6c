"""The acts that are done on a form of their own: for each, what it asks, what it brings about, and its service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entraide.evidence.queries.possible import Deed
from entraide.evidence.services import certifying, handing, judging, keeping
from entraide.evidence.services.registering import Incoming
from entraide.evidence.web.forms.acts import ActForm, OfferForm, PartnerForm

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.evidence.domain.custody import Standing
    from entraide.evidence.models import Exhibit

Do = Callable[..., Any]
DONE = _("It is in the chain of custody.")


@dataclass(frozen=True)
class Door:
    """One act: what its form asks, in order, and `do`, which calls the service with what was said."""

    label: Any
    consequence: Any
    fields: tuple[str, ...]
    do: Do
    tone: str = "secondary"
    done: Any = DONE


def form_of(door: Door, data: Any, files: Any, *, exhibit: Exhibit, person: Person, now: Standing) -> ActForm:
    """The form of an act, filled in with what came."""
    if door is DOORS[Deed.OFFER]:
        return OfferForm(data, files, names=door.fields, now=now, exhibit=exhibit, person=person)
    if door is DOORS[Deed.TO_PARTNER]:
        return PartnerForm(data, files, names=door.fields, now=now, exhibit=exhibit)
    given = now.offer.other if now.offer else None
    initial = {"name": given.name, "function": given.function, "agency": given.agency} if given else {}
    return ActForm(data, files, names=door.fields, now=now, initial=initial)


def _says(service: Do, *names: str, **renamed: str) -> Do:
    """Calls a service with fields of the form; `renamed` where the service has another word for one."""

    def do(exhibit: Exhibit, form: ActForm, **who: Any) -> Any:
        said = {name: form.cleaned_data[name] for name in names}
        said |= {theirs: form.cleaned_data[ours] for theirs, ours in renamed.items()}
        return service(exhibit, **said, **who)

    return do


def _certify(exhibit: Exhibit, form: ActForm, **who: Any) -> Any:
    said = form.cleaned_data
    files = [Incoming(one.name or "", one.content_type or "", one.chunks()) for one in said["files"]]
    return certifying.certify(
        exhibit, files, who=said["laboratory"], reason=said["reason"], happened=said["happened"], **who
    )


def _offer(exhibit: Exhibit, form: OfferForm, **who: Any) -> Any:
    said = form.cleaned_data
    return handing.offer(
        exhibit,
        form.to(),
        reason=said["reason"],
        place=said["place"],
        condition=said["condition"],
        **who,
    )


def _hand_over(exhibit: Exhibit, form: ActForm, **who: Any) -> Any:
    said = form.cleaned_data
    return handing.hand_over(
        exhibit,
        given=said["given"],
        received=said["received"],
        receiver=form.outside(),
        place=said["place"],
        condition=said["condition"],
        **who,
    )


def _release(*, copy: bool) -> Do:
    def do(exhibit: Exhibit, form: ActForm, **who: Any) -> Any:
        said = form.cleaned_data
        return judging.ask_release(
            exhibit, form.outside(), reason=said["reason"], place=said["place"], copy=copy, **who
        )

    return do


_TO = ("name", "function", "agency")
DOORS: dict[Deed, Door] = {
    Deed.ACCEPT: Door(
        _("Accept it"),
        _("From then on it is in your hands. Look at it and at its seals first."),
        ("place", "condition_if_any"),
        _says(handing.accept, "place", "condition"),
        tone="primary",
    ),
    Deed.REFUSE: Door(
        _("Refuse it"),
        _("It stays with the one who offers it."),
        ("reason",),
        _says(handing.refuse, "reason"),
    ),
    Deed.HAND_OVER: Door(
        _("Hand it over"),
        _("Face to face: both sign on this screen, and it is no longer in our custody."),
        (*_TO, "place", "condition_if_any", "given", "received"),
        _hand_over,
        tone="primary",
        done=_("It is handed over; both signatures are in the chain of custody."),
    ),
    Deed.AGREE: Door(
        _("Agree"),
        _("As the second person. What was asked is then done, and cannot be undone."),
        ("asked",),
        lambda exhibit, form, **who: judging.agree(exhibit, asked=form.cleaned_data["asked"], **who),
        tone="danger",
    ),
    Deed.SEAL: Door(
        pgettext_lazy("act", "Seal"),
        _("Numbered seals are put on it."),
        ("seals", "condition", "place_if_any"),
        _says(keeping.seal, "seals", "condition", "place"),
    ),
    Deed.OPEN: Door(
        _("Open seals"),
        _("For a reason; the numbers of the opened seals stay in its chain."),
        ("seals_on", "reason", "condition", "place_if_any"),
        _says(keeping.open_seal, "seals", "reason", "condition", "place"),
    ),
    Deed.EXAMINE: Door(
        _("Note an examination"),
        _("Who looked at it, when and why."),
        ("reason", "examiner", "happened", "place_if_any", "condition_if_any"),
        _says(keeping.examine, "reason", "happened", "place", "condition", who="examiner"),
    ),
    Deed.COPY: Door(
        _("Note a copy"),
        _("That a copy was made, for whom and why."),
        ("for_whom", "reason", "place_if_any"),
        _says(keeping.copy, "reason", "place", who="for_whom"),
    ),
    Deed.CERTIFY: Door(
        _("File a certificate"),
        _("What a laboratory or an expert says of it, with the file of it."),
        ("laboratory", "reason", "happened", "files"),
        _certify,
    ),
    Deed.OFFER: Door(
        _("Offer it to somebody"),
        _("Nothing moves until they accept, or sign for it."),
        ("name_if_any", "function", "agency", "reason", "place_if_any", "condition_if_any"),
        _offer,
        tone="primary",
    ),
    Deed.TAKE_BACK: Door(
        _("Take the offer back"),
        _("It stays where it is."),
        ("reason",),
        _says(handing.take_back, "reason"),
    ),
    Deed.RECEIVE_BACK: Door(
        _("Receive it back"),
        _("It is in our custody again."),
        ("from_whom", "seals_if_any", "condition", "place", "happened"),
        _says(handing.receive_back, "from_whom", "seals", "condition", "place", "happened"),
        tone="primary",
    ),
    Deed.GAP: Door(
        _("Tell a gap"),
        _("A time of which nobody can say where it was."),
        ("words", "since", "until"),
        _says(keeping.tell_gap, "words", "since", "until"),
    ),
    Deed.HOLD: Door(
        _("Lay a legal hold"),
        _("Nothing may be released or destroyed until it is lifted."),
        ("reason",),
        _says(judging.lay_hold, "reason"),
    ),
    Deed.LIFT: Door(
        _("Lift the legal hold"),
        _("Release and destruction may be asked for again."),
        ("reason",),
        _says(judging.lift_hold, "reason"),
    ),
    Deed.RELEASE: Door(
        _("Ask for its release"),
        _("It is given out for good once a second person agrees."),
        (*_TO, "reason", "place"),
        _release(copy=False),
    ),
    Deed.RELEASE_COPY: Door(
        _("Ask for the release of a copy"),
        _("A copy is given out once a second person agrees; the exhibit stays."),
        (*_TO, "reason", "place"),
        _release(copy=True),
    ),
    Deed.TO_PARTNER: Door(
        _("Ask to hand it over to a partner"),
        _(
            "The exhibit itself: once a second person agrees it goes with a package, and is theirs when they accept it."
        ),
        ("conversation", "reason", "place"),
        _says(judging.ask_partner, "conversation", "reason", "place"),
    ),
    Deed.DESTROY: Door(
        _("Ask for its destruction"),
        _("Its files are destroyed for good once a second person agrees."),
        ("reason",),
        _says(judging.ask_destruction, "reason"),
        tone="danger",
    ),
    Deed.DENY: Door(
        _("Do not agree, or withdraw"),
        _("Nothing is released or destroyed."),
        ("reason",),
        _says(judging.deny, "reason"),
    ),
}
