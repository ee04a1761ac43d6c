"""Dates and spans in the reader's words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from entraide.ui import moments

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(autouse=True)
def _toronto() -> None:
    timezone.activate("America/Toronto")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "2 Mar 2026, 09:30"),
        ("fr", f"2 mars 2026, 9{NBSP}h{NBSP}30"),
        ("fr-ca", f"2 mars 2026, 9{NBSP}h{NBSP}30"),
    ],
)
def test_a_moment_is_told_in_the_agencys_time_zone_and_the_readers_language(
    language: str, words: str, at: datetime
) -> None:
    with translation.override(language):
        assert moments.moment_words(at) == words


def test_the_first_of_a_month_is_premier_in_french() -> None:
    with translation.override("fr"):
        assert moments.day_words(date(2026, 5, 1)) == "1er mai 2026"
    assert moments.day_words(date(2026, 5, 1)) == "1 May 2026"


@pytest.mark.parametrize(
    ("span", "english", "french"),
    [
        (timedelta(seconds=59), "0 min", f"0{NBSP}min"),
        (timedelta(minutes=59, seconds=59), "59 min", f"59{NBSP}min"),
        (timedelta(hours=1), "1 h", f"1{NBSP}h"),
        (timedelta(hours=5, minutes=4), "5 h 04 min", f"5{NBSP}h{NBSP}04"),
        (timedelta(hours=6, minutes=30), "6 h", f"6{NBSP}h"),
        (timedelta(hours=47, minutes=59), "47 h", f"47{NBSP}h"),
        (timedelta(days=2), "2 days", "2 jours"),
        (timedelta(days=99), "99 days", "99 jours"),
        (timedelta(days=365), "12 months", "12 mois"),
        (timedelta(days=800), "2 years", "2 ans"),
        (timedelta(days=-3), "3 days", "3 jours"),
    ],
)
def test_a_span_is_as_coarse_as_a_person_needs(span: timedelta, english: str, french: str) -> None:
    assert moments.span_words(span) == english
    with translation.override("fr"):
        assert moments.span_words(span) == french


@pytest.mark.parametrize(
    ("away", "english", "french"),
    [
        (timedelta(seconds=-30), "just now", "à l’instant"),
        (timedelta(days=-3), "3 days ago", "il y a 3 jours"),
        (timedelta(days=3), "in 3 days", "dans 3 jours"),
    ],
)
def test_how_far_a_moment_is_says_before_and_after(away: timedelta, english: str, french: str) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert moments.ago_words(now + away, now) == english
    with translation.override("fr"):
        assert moments.ago_words(now + away, now) == french
