"""The acts that are done on a form of their own: for each, what it asks and the service that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from entraide.assistance.services import breaking, calling, deciding, extending, following, intake
from entraide.assistance.web.forms.acts import (
    ExtendForm,
    GlassForm,
    OtherRequestForm,
    RouteForm,
    SayForm,
    VerifyForm,
)
from entraide.assistance.web.forms.registering import TriageForm
from entraide.kernel.clock import now

if TYPE_CHECKING:
    from entraide.accounts.models import Person
    from entraide.assistance.models import AssistanceRequest


@dataclass(frozen=True)
class Door:
    """One act: `form` makes what is asked (None: nothing), `do` calls the service with what was said."""

    form: Callable[..., Any] | None
    do: Callable[..., AssistanceRequest]


def _says(
    service: Callable[..., AssistanceRequest],
    label: Any,
    *,
    required: bool = True,
    hint: Any = "",
    name: str = "text",
) -> Door:
    def form(data: Any, request: AssistanceRequest, person: Person) -> SayForm:
        return SayForm(data, label=label, required=required, hint=hint)

    def do(request: AssistanceRequest, form: SayForm, **who: Any) -> AssistanceRequest:
        return service(request, **{name: form.cleaned_data["text"]}, **who)

    return Door(form, do)


def _at_once(service: Callable[..., AssistanceRequest]) -> Door:
    return Door(None, lambda request, form, **who: service(request, **who))


def _verify_form(data: Any, request: AssistanceRequest, person: Person) -> VerifyForm:
    return VerifyForm(data, numbers=calling.numbers_of_partner(request), at=now())


def _verify(request: AssistanceRequest, form: VerifyForm, **who: Any) -> AssistanceRequest:
    return intake.verify(request, **form.values(), **who)


def _glass_form(data: Any, request: AssistanceRequest, person: Person) -> GlassForm:
    return GlassForm(data, letters=breaking.require_waiting(request))


def _break_glass(request: AssistanceRequest, form: GlassForm, **who: Any) -> AssistanceRequest:
    return breaking.break_glass(request, **form.values(), **who).request


def _triage_form(data: Any, request: AssistanceRequest, person: Person) -> TriageForm:
    known = {name: getattr(request, name) for name in TriageForm.names if name != "partner_state"}
    return TriageForm(data, initial={**known, "partner_state": request.partner_state_id})


def _triage(request: AssistanceRequest, form: TriageForm, **who: Any) -> AssistanceRequest:
    return intake.triage(request, form.values(), **who)


def _route_form(data: Any, request: AssistanceRequest, person: Person) -> RouteForm:
    initial = {
        "unit": str(request.unit.uuid) if request.unit else "",
        "officer": str(request.assigned_to.uuid) if request.assigned_to else "",
    }
    return RouteForm(data, initial=initial)


def _route(request: AssistanceRequest, form: RouteForm, **who: Any) -> AssistanceRequest:
    unit, officer = form.chosen()
    return intake.route(request, unit=unit, officer=officer, **who)


def _other_form(data: Any, request: AssistanceRequest, person: Person) -> OtherRequestForm:
    return OtherRequestForm(data, person=person)


def _supersede(request: AssistanceRequest, form: OtherRequestForm, **who: Any) -> AssistanceRequest:
    return following.supersede(request, other=form.cleaned_data["reference"], **who)


def _extend_form(data: Any, request: AssistanceRequest, person: Person) -> ExtendForm:
    return ExtendForm(data, clocks=extending.require_extendable(request, at=now()))


def _extend(request: AssistanceRequest, form: ExtendForm, **who: Any) -> AssistanceRequest:
    return extending.extend_clock(request, **form.values(), **who)


DOORS: dict[str, Door] = {
    "verify": Door(_verify_form, _verify),
    "break_glass": Door(_glass_form, _break_glass),
    "cross_check": _says(intake.cross_check, _("What our own files say")),
    "triage": Door(_triage_form, _triage),
    "route": Door(_route_form, _route),
    "submit": _at_once(following.submit),
    "approve": _at_once(following.approve),
    "extend": Door(_extend_form, _extend),
    "send_back": _says(following.send_back, _("Comment to the author"), name="comment"),
    "record_acknowledged": _says(following.record_acknowledged, _("What they said"), required=False),
    "record_question": _says(following.record_question, _("What they ask")),
    "record_answer": _says(following.record_answer, _("The answer")),
    "begin_execution": _at_once(deciding.begin_execution),
    "record_preserved": _says(
        following.record_preserved, _("By whom, and under which reference"), required=False
    ),
    "record_mla_filed": _says(
        following.record_mla_filed, _("Its reference, and where it was filed"), required=False
    ),
    "release": _says(following.release, _("Why, and who was told"), required=False),
    "record_results": _says(following.record_results, _("What the partner sent")),
    "record_receipt": _says(
        following.record_receipt, _("Who received them, and how we know"), required=False
    ),
    "record_feedback": _says(following.record_feedback, _("What the results were good for")),
    "withdraw": _says(following.withdraw, _("Who withdraws it, and why")),
    "lapse": _says(following.lapse, _("Why it has lapsed")),
    "supersede": Door(_other_form, _supersede),
    "close": _says(
        following.close, _("How it ended"), hint=_("A sentence that somebody understands in ten years.")
    ),
    "reopen": _says(following.reopen, _("Why it is reopened")),
}
