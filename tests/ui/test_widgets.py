"""Dates and files in forms."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation
from django.utils.datastructures import MultiValueDict

from entraide.ui.widgets import DayField, FilesField, MomentField


class Times(forms.Form):
    day = DayField(required=False)
    moment = MomentField(required=False)


class Letters(forms.Form):
    letters = FilesField()


class Annexes(forms.Form):
    letters = FilesField(required=False)


def _sent(*files: SimpleUploadedFile) -> MultiValueDict[str, SimpleUploadedFile]:
    return MultiValueDict({"letters": list(files)})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_days_and_moments_are_read_the_same_in_both_languages(language: str) -> None:
    timezone.activate("America/Toronto")
    with translation.override(language):
        form = Times({"day": "2026-03-02", "moment": "2026-03-02T09:30"})
        assert form.is_valid()
    assert form.cleaned_data["day"] == date(2026, 3, 2)
    assert form.cleaned_data["moment"] == datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("America/Toronto"))


def test_a_day_in_another_order_is_refused_rather_than_guessed() -> None:
    assert Times({"day": "02/03/2026"}).errors == {"day": ["Enter a valid date."]}


def test_several_files_are_all_taken_in_their_order() -> None:
    form = Letters({}, _sent(SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"b")))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["letters"]] == ["a.txt", "b.txt"]


def test_one_empty_file_among_good_ones_is_refused() -> None:
    form = Letters({}, _sent(SimpleUploadedFile("a.txt", b"a"), SimpleUploadedFile("b.txt", b"")))
    assert form.errors == {"letters": ["The submitted file is empty."]}


def test_no_file_is_refused_only_where_one_is_required() -> None:
    assert Letters({}, _sent()).errors == {"letters": ["This field is required."]}
    form = Annexes({}, _sent())
    assert form.is_valid()
    assert form.cleaned_data["letters"] == []
