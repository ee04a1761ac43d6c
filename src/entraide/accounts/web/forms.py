"""Forms about people, units and tokens. Rules are the services'; a form only reads what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from entraide.accounts import queries
from entraide.accounts.domain.people import PersonFacts
from entraide.accounts.domain.roles import LABELS, SCOPE_LABELS, Role, Scope, scopes_open_to
from entraide.accounts.domain.tokens import LONGEST_DAYS
from entraide.accounts.models import Person, Unit
from entraide.accounts.web.visitor import reading_language

LANGUAGES = (("en", _("English")), ("fr", _("French")))


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit by its name in the reader's language."""

    def label_from_instance(self, obj: Unit) -> str:
        return obj.name(reading_language())


def role_choices() -> list[tuple[str, str]]:
    return [(role.value, text.in_language(reading_language())) for role, text in LABELS.items()]


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("With this they sign in."), max_length=254
    )
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    unit = UnitChoice(label=_("Unit"), queryset=Unit.objects.none(), required=False, empty_label=_("No unit"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = queries.units()  # type: ignore[attr-defined]

    def facts(self) -> PersonFacts:
        """What was typed, as the services take it."""
        cleaned = self.cleaned_data
        return PersonFacts(
            cleaned["email"], cleaned["name"], cleaned["title"], cleaned["phone"], cleaned["language"]
        )

    @staticmethod
    def of(person: Person) -> dict[str, Any]:
        """What is known of a person, as the form shows it."""
        return {
            "name": person.name,
            "email": person.email,
            "title": person.title,
            "phone": person.phone,
            "language": person.language,
            "unit": person.unit,
        }


class NewPersonForm(PersonForm):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), widget=forms.CheckboxSelectMultiple, choices=role_choices, required=False
    )

    def chosen_roles(self) -> list[Role]:
        return [Role(code) for code in self.cleaned_data["roles"]]


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles"), widget=forms.CheckboxSelectMultiple, choices=role_choices, required=False
    )

    def chosen_roles(self) -> frozenset[Role]:
        return frozenset(Role(code) for code in self.cleaned_data["roles"])


class OwnAccountForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=LANGUAGES,
        help_text=_("The pages speak it from your next sign-in on, everywhere."),
    )


class UnitForm(forms.Form):
    name_en = forms.CharField(label=_("Name in English"), max_length=120)
    name_fr = forms.CharField(label=_("Name in French"), max_length=120)
    intake = forms.BooleanField(
        label=_("Receives what arrives"),
        required=False,
        help_text=_("Its people see every request before it is routed."),
    )


class TokenForm(forms.Form):
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("For instance «night statistics on the analysis server»."),
    )
    scopes = forms.MultipleChoiceField(label=_("What it may do"), widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(
        label=_("Valid for how many days"), min_value=1, max_value=LONGEST_DAYS, initial=90
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = reading_language()
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, SCOPE_LABELS[scope].in_language(language)) for scope in scopes_open_to(person.roles)
        ]

    def chosen_scopes(self) -> list[Scope]:
        return [Scope(code) for code in self.cleaned_data["scopes"]]
