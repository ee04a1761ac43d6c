"""Offices and contact points as pages show them, in the reader's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from babel import Locale

from entraide.directory import queries
from entraide.directory.domain.hours import Open, for_reading, in_words, parse
from entraide.directory.domain.sorts import (
    CHANNEL_LABELS,
    FUNCTION_LABELS,
    Channel,
    Function,
)
from entraide.directory.models import ContactPoint, Office
from entraide.directory.web.forms import reading_language


def language_names(codes: Iterable[str]) -> list[str]:
    """«French, Dutch» for «fr nl»."""
    names = Locale(reading_language()).languages
    return [str(names.get(code, code)) for code in codes]


def office_shown(office: Office, at: datetime) -> dict[str, Any]:
    """An office with its hours in words, whether it is open, and its contact points."""
    language = reading_language()
    state = queries.opening(office, at)
    return {
        "office": office,
        "hours": for_reading(parse(office.hours)).in_language(language),
        "open": isinstance(state, Open),
        "opening": in_words(state, at).in_language(language),
        "until": state.until if isinstance(state, Open) else None,
        "contacts": [contact_shown(contact) for contact in office.contacts.all()],
    }


def contact_shown(contact: ContactPoint) -> dict[str, Any]:
    """A contact point with its function, languages and channels in words, the preferred channel first."""
    language = reading_language()
    codes = sorted(contact.channels, key=lambda code: code != contact.preferred_channel)
    return {
        "contact": contact,
        "function": FUNCTION_LABELS[Function(contact.function)].in_language(language),
        "any_hour": contact.office.always_open or contact.function == Function.BUDAPEST_24_7,
        "languages": language_names(contact.languages),
        "channels": [CHANNEL_LABELS[Channel(code)].in_language(language) for code in codes],
        "preferred": bool(contact.preferred_channel),
    }
