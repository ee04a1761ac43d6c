"""Inputs that work the same in both languages, and files by the handful."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class DayInput(forms.DateInput):
    """A day. The browser shows it as the reader writes it; the value is always ISO 8601."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """A day and a time, in the agency's time zone. Use it with `MomentField`."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayField(forms.DateField):
    """A day, typed or picked; ISO 8601 whatever the language."""

    widget = DayInput
    input_formats = ("%Y-%m-%d",)


class MomentField(forms.DateTimeField):
    """A moment, typed or picked; ISO 8601 whatever the language."""

    widget = MomentInput
    input_formats = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """Several files; cleaned to a list, each file checked alone."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        """The files, in the order they were chosen. Raises `ValidationError` for the first refused."""
        given = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(one, initial) for one in given or [None]]
        return [one for one in cleaned if one]
