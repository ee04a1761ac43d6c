"""Invented examples for the page that shows every component. Nobody and nothing in it exists."""

from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from entraide.ui.widgets import DayField, FilesField, MomentField


class SpecimenForm(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label="What it is about", help_text="One line, as it will stand in lists.")
    reference = forms.CharField(label="Their reference", required=False)
    facts = forms.CharField(label="Facts", widget=forms.Textarea(attrs={"rows": 4}))
    kind = forms.ChoiceField(
        label="Kind of request",
        choices=[("", "Choose"), ("info", "Police information"), ("preserve", "Preservation of data")],
    )
    urgency = forms.ChoiceField(
        label="Urgency",
        widget=forms.RadioSelect,
        choices=[("life", "Threat to life"), ("urgent", "Urgent"), ("routine", "Routine")],
    )
    measures = forms.MultipleChoiceField(
        label="Measures",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[("subscriber", "Subscriber information"), ("interview", "Interview of a witness")],
        help_text="One or more.",
    )
    received_on = DayField(label="Received on")
    call_at = MomentField(label="Time of the call", required=False)
    count = forms.IntegerField(label="Number of annexes", required=False, min_value=0)
    letter = FilesField(label="Annexes", required=False)
    confirmed = forms.BooleanField(label="I have read the original", required=False)


def specimens(at: datetime | None = None) -> dict[str, object]:
    """What the style page shows, as of `at`."""
    now = at or timezone.now()
    filled = SpecimenForm(
        {
            "title": "Sightings of a grey van",
            "facts": "",
            "kind": "",
            "urgency": "urgent",
            "received_on": "31/12",
        },
        auto_id="wrong_%s",
    )
    return {
        "form": SpecimenForm(initial={"received_on": now.date(), "urgency": "routine"}),
        "wrong_form": filled,
        "clocks": [
            {
                "label": "Calm",
                "due": now + timedelta(days=21),
                "start": now - timedelta(days=9),
                "stopped": False,
            },
            {
                "label": "Soon",
                "due": now + timedelta(hours=5, minutes=20),
                "start": now - timedelta(days=2),
                "stopped": False,
            },
            {
                "label": "Late",
                "due": now - timedelta(hours=30),
                "start": now - timedelta(days=10),
                "stopped": False,
            },
            {
                "label": "Stopped",
                "due": now + timedelta(days=12),
                "start": now - timedelta(days=9),
                "stopped": True,
            },
            {"label": "None", "due": None, "start": None, "stopped": False},
        ],
        "tones": ["neutral", "info", "good", "warning", "danger", "quiet"],
        "notices": ["info", "good", "warning", "danger"],
        "requests": _requests(now),
        "entries": _entries(now),
        "now": now,
        "an_hour_ago": now - timedelta(minutes=64),
        "marks": {
            "CA": (31, "#map", "Canada: 31"),
            "FR": (14, "#map", "France: 14"),
            "JP": (4, "#map", "Japan: 4"),
            "SG": (1, "#map", "Singapore: 1"),
            "BR": (8, "#map", "Brazil: 8"),
        },
    }


def _requests(now: datetime) -> list[dict[str, object]]:
    rows = [
        (
            "2026-I-0047",
            "Threat against a school, posted on a gaming site",
            "FR",
            "France",
            -2,
            5,
            "Threat to life",
            "danger",
        ),
        ("2026-I-0046", "Subscriber behind three addresses", "JP", "Japan", 6, 48, "Urgent", "warning"),
        (
            "2026-I-0041",
            "Interview of a witness in Valmont",
            "BR",
            "Brazil",
            24 * 9,
            24 * 21,
            "Routine",
            "neutral",
        ),
        (
            "2026-O-0019",
            "Trace of a pistol, calibre 9 mm",
            "SG",
            "Singapore",
            24 * 40,
            24 * 21,
            "Routine",
            "neutral",
        ),
    ]
    return [
        {
            "reference": reference,
            "title": title,
            "code": code,
            "state": state,
            "due": now + timedelta(hours=left),
            "start": now - timedelta(hours=gone),
            "urgency": urgency,
            "tone": tone,
            "late": left < 0,
        }
        for reference, title, code, state, left, gone, urgency, tone in rows
    ]


def _entries(now: datetime) -> list[dict[str, object]]:
    told = [
        (2, "act", "Routed to the Northern unit", "A. Specimen", ""),
        (
            5,
            "question",
            "Question sent back: which of the two addresses?",
            "A. Specimen",
            "The clock stands still until they answer.",
        ),
        (9, "letter", "Acknowledgement sent by mail", "B. Exemplar", ""),
        (
            26,
            "note",
            "Note added",
            "B. Exemplar",
            "They prefer to be called in the morning.\n\nAsk for the duty desk.",
        ),
        (27, "decision", "Measure 1 granted", "C. Muster", ""),
        (30, "message", "Arrived by mail from the Sûreté régionale de Valmont", "", ""),
    ]
    return [
        {
            "at": now - timedelta(hours=hours),
            "kind": kind,
            "sentence": sentence,
            "who": who,
            "detail": detail,
            "url": "#top" if kind == "letter" else "",
        }
        for hours, kind, sentence, who, detail in told
    ]
