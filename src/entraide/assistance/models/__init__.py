"""The request for assistance and what belongs to it. Tables only; what may be done is in the lifecycle."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from entraide.assistance.domain.assurances import AssuranceMatter, AssuranceStanding
from entraide.assistance.domain.blocks import SubjectSort
from entraide.assistance.domain.kinds import (
    AuthorityRole,
    Channel,
    Direction,
    Handling,
    Kind,
    Relation,
    Stage,
    Tlp,
    Track,
    Urgency,
)
from entraide.assistance.domain.letters.languages import LETTER_LANGUAGES
from entraide.assistance.domain.letters.wording import LetterKind
from entraide.assistance.domain.mailing import Protection
from entraide.assistance.domain.measures import Decision, Ground, MeasureCode, Result
from entraide.assistance.domain.states import State
from entraide.assistance.models.breaking import BreakGlass as BreakGlass
from entraide.assistance.models.mail import PartnerCertificate as PartnerCertificate
from entraide.assistance.models.mail import ReceivedMail as ReceivedMail
from entraide.cases.services.indexing import TokenIndex

if TYPE_CHECKING:
    from entraide.accounts.models import Person


def _codes(codes: type) -> list[tuple[str, str]]:
    return [(str(code.value), str(code.value)) for code in codes]  # type: ignore[attr-defined]


def _person(related_name: str = "+") -> "models.ForeignKey[Person | None, Person | None]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name=related_name
    )


# Lists find requests by their marks, of which one says who may see them (services/marking.py).
MARKS = TokenIndex("assistance_marks")


class ReferenceCounter(models.Model):
    """The last number given out in one year and direction."""

    year = models.IntegerField()
    direction = models.CharField(max_length=8, choices=_codes(Direction))
    last = models.IntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["year", "direction"], name="one_series_per_year_and_direction"),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.direction}: {self.last}"


class AssistanceRequest(models.Model):
    """What one authority asks of another, with one or more measures."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="requests")
    reference = models.CharField(max_length=20, unique=True)
    direction = models.CharField(max_length=8, choices=_codes(Direction))
    state = models.CharField(max_length=24, choices=_codes(State))
    state_before_question = models.CharField(max_length=24, blank=True)
    is_open = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    # Identity
    title = models.CharField(max_length=200, blank=True)
    track = models.CharField(max_length=8, choices=_codes(Track), blank=True)
    kind = models.CharField(max_length=24, choices=_codes(Kind), blank=True)
    partner_state = models.ForeignKey("directory.State", null=True, blank=True, on_delete=models.PROTECT)
    partner_agency = models.CharField(max_length=200, blank=True)
    partner_references = models.CharField(max_length=300, blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    # The instrument chosen, by its code in the library, and why, where that departs from the advice.
    basis = models.CharField(max_length=60, blank=True)
    basis_reason = models.TextField(blank=True)
    # The legal test: what was found on each ground for refusal that was looked at.
    worksheet = models.JSONField(default=dict, blank=True)
    # Dual criminality: by ICCS code, what a jurist answered to each question, who wrote last and when.
    dual_worksheet = models.JSONField(default=dict, blank=True)
    relation = models.CharField(max_length=10, choices=_codes(Relation), default=Relation.NEW)
    related_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    earlier_reference = models.CharField(max_length=200, blank=True)

    # Handling
    received_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=12, choices=_codes(Channel), blank=True)
    reply_channel = models.CharField(max_length=12, choices=_codes(Channel), blank=True)
    language = models.CharField(max_length=8, blank=True)
    reply_language = models.CharField(max_length=8, blank=True)
    translation_certified = models.BooleanField(default=False)
    classification = models.CharField(max_length=60, blank=True)
    tlp = models.CharField(max_length=12, choices=_codes(Tlp), blank=True)
    handling = models.CharField(max_length=2, choices=_codes(Handling), blank=True)
    source_evaluation = models.CharField(max_length=1, choices=[(c, c) for c in "ABCX"], blank=True)
    information_evaluation = models.CharField(max_length=1, choices=[(c, c) for c in "1234"], blank=True)
    keep_secret = models.BooleanField(default=False)
    person_may_be_told = models.BooleanField(default=False)
    consult_before_disclosure = models.BooleanField(default=False)
    urgency = models.CharField(max_length=10, choices=_codes(Urgency), default=Urgency.ROUTINE)
    urgency_reason = models.TextField(blank=True)
    hard_date = models.DateTimeField(null=True, blank=True)

    # Second-channel verification of the requester
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_by = _person()
    verified_with = models.CharField(max_length=200, blank=True)
    verified_number = models.CharField(max_length=60, blank=True)
    verified_number_from = models.CharField(max_length=200, blank=True)
    verified_result = models.CharField(
        max_length=12,
        choices=[("confirmed", "confirmed"), ("denied", "denied"), ("unreached", "unreached")],
        blank=True,
    )

    # Matter
    stage = models.CharField(max_length=14, choices=_codes(Stage), blank=True)
    facts = models.TextField(blank=True)
    dual_criminality = models.TextField(blank=True)
    evidence_link = models.TextField(blank=True)
    proportionality = models.TextField(blank=True)
    related_elsewhere = models.TextField(blank=True)
    block = models.JSONField(default=dict, blank=True)

    # Decision and result
    limits_on_use = models.TextField(blank=True)
    costs = models.CharField(max_length=200, blank=True)
    estimated_for = models.DateField(null=True, blank=True)
    delay_reason = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    feedback = models.TextField(blank=True)
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    # Work
    unit = models.ForeignKey(
        "accounts.Unit", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    assigned_to = _person("assigned_requests")
    next_due_at = models.DateTimeField(null=True, blank=True)
    next_due_rule = models.CharField(max_length=30, blank=True)
    escalates_at = models.DateTimeField(null=True, blank=True)
    chase_at = models.DateTimeField(null=True, blank=True)
    # The rules that these four were derived with: after other rules they are derived again (services/timing.py).
    derived_with = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["assigned_to", "next_due_at"], name="request_on_a_desk", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["next_due_at", "id"],
                name="request_by_the_clock",
                condition=Q(next_due_at__isnull=False),
            ),
            models.Index(
                fields=["-id"], name="request_without_a_clock", condition=Q(is_open=True, next_due_at=None)
            ),
            models.Index(
                fields=["state", "next_due_at"], name="request_awaiting_an_act", condition=Q(is_open=True)
            ),
            models.Index(
                fields=["escalates_at", "id"],
                name="request_to_escalate",
                condition=Q(is_open=True, escalates_at__isnull=False),
            ),
            models.Index(
                fields=["assigned_to", "chase_at"],
                name="request_to_chase",
                condition=Q(is_open=True, chase_at__isnull=False),
            ),
            models.Index(fields=["derived_with"], name="request_derived_with", condition=Q(is_open=True)),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(direction=Direction.INCOMING) | Q(received_at__isnull=False),
                name="incoming_requests_have_a_date_of_receipt",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False), name="sent_requests_have_a_date"
            ),
            models.CheckConstraint(
                condition=Q(is_open=True) | Q(next_due_at=None), name="no_clock_runs_for_a_closed_request"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def written_to_in(self) -> str:
        """The language in which the partner wishes to be written to; empty where nobody knows."""
        return self.reply_language or self.language


class Authority(models.Model):
    """One authority with a part in the request; a contact of the directory may be named as its source."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="authorities")
    role = models.CharField(max_length=14, choices=_codes(AuthorityRole))
    organisation = models.CharField(max_length=200, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    person = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=120, blank=True)
    function = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    mobile = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    address = models.TextField(blank=True)
    hours = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, blank=True)
    languages = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=120, blank=True)
    contact = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return self.organisation or self.person


class Offence(models.Model):
    """An offence as the requester states it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="offences")
    title = models.CharField(max_length=200)
    # Its code in the International Classification of Crime, where somebody chose one.
    iccs = models.CharField(max_length=6, blank=True)
    article = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    maximum_penalty = models.CharField(max_length=120, blank=True)
    limitation = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return self.title


class Assurance(models.Model):
    """What one state promises the other; the paper that brought it is among the correspondence."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="assurances")
    matter = models.CharField(max_length=15, choices=_codes(AssuranceMatter))
    standing = models.CharField(max_length=8, choices=_codes(AssuranceStanding))
    text = models.TextField(blank=True)
    authority = models.CharField(max_length=200, blank=True)
    day = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text or self.matter


class Subject(models.Model):
    """A person or thing the request is about: what it is called, and the particulars of its sort."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="subjects")
    sort = models.CharField(max_length=8, choices=_codes(SubjectSort))
    name = models.CharField(max_length=500)
    particulars = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """One thing asked: its own decision, execution and result."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="measures")
    code = models.CharField(max_length=20, choices=_codes(MeasureCode))
    description = models.TextField(blank=True)
    period_from = models.DateField(null=True, blank=True)
    period_to = models.DateField(null=True, blank=True)
    custodian = models.CharField(max_length=200, blank=True)
    formalities = models.TextField(blank=True)
    questions = models.TextField(blank=True)
    decision = models.CharField(max_length=12, choices=_codes(Decision), blank=True)
    ground = models.CharField(max_length=24, choices=_codes(Ground), blank=True)
    decision_text = models.TextField(blank=True)
    consulted = models.BooleanField(default=False)
    postponed_until = models.DateField(null=True, blank=True)
    conditions_accepted = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = _person()
    result = models.CharField(max_length=8, choices=_codes(Result), blank=True)
    result_text = models.TextField(blank=True)
    result_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(decision=Decision.REFUSE) | ~Q(ground=""), name="refused_measures_name_a_ground"
            ),
        )

    def __str__(self) -> str:
        return self.code


class DatedEvent(models.Model):
    """What the clocks are derived from: that something happened to a request, and when."""

    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="dated_events")
    code = models.CharField(max_length=30)
    at = models.DateTimeField()
    # What the event says of a clock: which rule is extended, by how much and why.
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (models.Index(fields=["request", "at"], name="event_of_request"),)

    def __str__(self) -> str:
        return f"{self.code} {self.at:%Y-%m-%d}"


class Question(models.Model):
    """A question put by one side to the other, and its answer."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"question {self.uuid}"


class Arrival(models.Model):
    """A file that came in: its original, what could be read of it, and the request made of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="arrivals")
    request = models.ForeignKey(
        AssistanceRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="arrivals"
    )
    original = models.ForeignKey("cases.Original", null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    arrived_at = models.DateTimeField()
    brought_by = _person()
    channel = models.CharField(max_length=12, choices=_codes(Channel), blank=True)
    subject = models.CharField(max_length=500, blank=True)
    sender = models.CharField(max_length=300, blank=True)
    # Where a mail asks for its answers, where that is not its sender.
    reply_to = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    attachments = models.JSONField(default=list)
    warnings = models.JSONField(default=list)
    refused_because = models.CharField(max_length=60, blank=True)
    refused_words = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True, blank=True)
    looks_like = models.ForeignKey(
        AssistanceRequest, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    likeness = models.FloatField(null=True, blank=True)
    # The fingerprint of the text, as `reading.likeness` packs it.
    signature = models.BinaryField(default=b"")

    class Meta:
        indexes = (
            models.Index(fields=["sha256"], name="arrival_by_digest"),
            models.Index(
                fields=["-arrived_at"],
                name="arrival_that_needs_a_person",
                condition=Q(request=None, settled_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.name


class LikenessBand(models.Model):
    """One band of an arrival's fingerprint: letters that share one are compared."""

    band = models.BigIntegerField()
    arrival = models.ForeignKey(Arrival, on_delete=models.CASCADE, related_name="bands")

    class Meta:
        indexes = (models.Index(fields=["band", "-arrival"], name="arrivals_that_share_a_band"),)

    def __str__(self) -> str:
        return str(self.band)


class Suggestion(models.Model):
    """What was read off an arrival, with the words it came from. Nothing is filled in until a person accepts it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    arrival = models.ForeignKey(Arrival, on_delete=models.PROTECT, related_name="suggestions")
    field = models.CharField(max_length=24)
    value = models.CharField(max_length=500)
    label = models.CharField(max_length=500)
    words = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()
    confidence = models.FloatField()
    because_en = models.CharField(max_length=300, blank=True)
    because_fr = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = _person()
    accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.field}: {self.label}"


class Letter(models.Model):
    """A letter of ours, from its draft through a second person's review to its departure."""

    class Standing(models.TextChoices):
        DRAFT = "draft"
        IN_REVIEW = "in_review"
        APPROVED = "approved"
        LEAVING = "leaving"
        SENT = "sent"
        DISCARDED = "discarded"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = models.ForeignKey(AssistanceRequest, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=_codes(LetterKind))
    language = models.CharField(max_length=2, choices=[(code, code) for code in LETTER_LANGUAGES])
    recipient = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = _person()
    reviewed_at = models.DateTimeField(null=True, blank=True)
    review_comment = models.TextField(blank=True)
    pdf = models.ForeignKey(
        "cases.Original", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # What the certificate of the seal on the paper says; empty when the paper bears none.
    sealed_by = models.CharField(max_length=200, blank=True)
    seal_sha256 = models.CharField(max_length=64, blank=True)
    seal_valid_until = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=12, choices=_codes(Channel), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = _person()
    # The message of the exchange that carries it.
    message = models.UUIDField(null=True, blank=True, unique=True)
    # The version of the bureau's own template that it was drafted from; none for the standard letter.
    template = models.ForeignKey(
        "LetterTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(seal_sha256="", sealed_by="", seal_valid_until=None)
                | (
                    Q(pdf__isnull=False, seal_valid_until__isnull=False)
                    & ~Q(seal_sha256="")
                    & ~Q(sealed_by="")
                ),
                name="a_seal_is_told_whole_and_is_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("drafted_by")),
                name="letters_are_reviewed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=~Q(standing="sent") | Q(reviewed_by__isnull=False, sent_at__isnull=False),
                name="letters_that_left_were_reviewed",
            ),
        )
        indexes = (
            models.Index(
                fields=["submitted_at"], name="letter_awaiting_review", condition=Q(standing="in_review")
            ),
            models.Index(fields=["sent_by", "standing"], name="letter_by_sender"),
        )

    def __str__(self) -> str:
        return self.subject


class Enclosure(models.Model):
    """A file that goes with a letter, over the exchange or by mail."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="enclosures")
    original = models.ForeignKey("cases.Original", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"enclosure {self.uuid}"


class LetterTemplate(models.Model):
    """One version of the bureau's own wording of a letter. An empty text puts the standard letter back.

    Rows are added, never changed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20, choices=_codes(LetterKind))
    language = models.CharField(max_length=2, choices=[(code, code) for code in LETTER_LANGUAGES])
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    reason = models.CharField(max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("kind", "language", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "language", "number"], name="a_version_of_a_template_has_one_text"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="versions_of_a_template_are_counted_from_one"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_version_of_a_template_says_why"),
            models.CheckConstraint(
                condition=Q(subject="", body="") | (~Q(subject="") & ~Q(body="")),
                name="a_template_is_whole_or_withdrawn",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.language} {self.number}"


class Dispatch(models.Model):
    """A letter on its way by mail: tried until the mail server has taken it, or a person takes it back."""

    class Outcome(models.TextChoices):
        QUEUED = "queued"
        SENT = "sent"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="dispatches")
    address = models.EmailField()
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.QUEUED)
    queued_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    last_error = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    # How it was handed over: «encrypted» (and signed), «signed», «clear»; empty before it was.
    protection = models.CharField(max_length=9, choices=_codes(Protection), blank=True)
    # When a mail server reported that it gave up; `last_error` is then what it said.
    came_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(came_back_at=None) | Q(outcome="failed"), name="a_mail_that_came_back_has_failed"
            ),
        )
        indexes = (
            models.Index(fields=["next_attempt_at"], name="dispatch_to_try", condition=Q(outcome="queued")),
            models.Index(fields=["outcome", "-settled_at"], name="dispatch_by_outcome"),
        )

    def __str__(self) -> str:
        return f"{self.outcome} {self.uuid}"
