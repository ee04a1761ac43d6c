"""Letters of ours: begun, revised, reviewed, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from entraide.assistance.domain.kinds import Channel
from entraide.assistance.domain.letters.facts import LetterKind
from entraide.assistance.domain.letters.wording import languages_of
from entraide.assistance.web.forms.fields import text_field
from entraide.assistance.web.forms.selects import ChoiceField
from entraide.assistance.web.labels import choices

if TYPE_CHECKING:
    from entraide.exchange.models import Partner

LANGUAGES = [
    ("en", pgettext_lazy("letter", "English")),
    ("fr", pgettext_lazy("letter", "French")),
    ("es", pgettext_lazy("letter", "Spanish")),
]
# What only a person can say: the other letters are written from the record.
ASKS_FOR: dict[str, tuple[Any, Any, bool]] = {
    LetterKind.QUESTION: (_("The questions"), _("One to a line. They become a list in the letter."), True),
    LetterKind.NOTICE: (_("What the notice says"), "", True),
}


class BeginLetterForm(forms.Form):
    """The language of a new letter, and what only a person can say."""

    language = ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [each for each in LANGUAGES if each[0] in languages_of(kind)]  # type: ignore[attr-defined]
        if kind in ASKS_FOR:
            label, hint, required = ASKS_FOR[kind]
            self.fields["text"] = text_field(label, required=required, hint=hint, rows=8)


class LetterForm(forms.Form):
    """The text and the addressee of a draft."""

    recipient = text_field(_("To"), rows=4, hint=_("As on the envelope, a line each."))
    email = forms.EmailField(label=_("E-mail address"), required=False)
    language = ChoiceField(label=_("Language of the letter"), choices=LANGUAGES)
    subject = forms.CharField(label=_("Subject"), max_length=300)
    body = text_field(
        _("Text"),
        rows=20,
        hint=_(
            "An empty line begins a paragraph. A line that begins with ## is a heading, with - an item of a list."
        ),
    )


class CommentForm(forms.Form):
    """What the second person says."""

    comment = text_field(_("Comment to the author"), required=False, rows=3)


class EnclosureForm(forms.Form):
    """A file to go with a letter."""

    file = forms.FileField(label=_("File"))


class NodesForm(forms.Form):
    """To which nodes of partners a letter goes; where it can only go to one, nothing is asked."""

    def __init__(self, *args: Any, nodes: tuple[list[Partner], list[Partner]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, others = nodes
        self.nodes = {str(one.node): one for one in (*first, *others)}
        language = get_language() or "en"
        if len(self.nodes) > 1:
            self.fields["partner"] = forms.MultipleChoiceField(
                label=_("To which nodes"),
                choices=[(key, one.name(language)) for key, one in self.nodes.items()],
                initial=[str(one.node) for one in first],
                widget=forms.CheckboxSelectMultiple,
            )

    def chosen(self) -> list[Partner]:
        """Those that were ticked, or the only one there is."""
        if "partner" not in self.fields:
            return list(self.nodes.values())
        return [self.nodes[key] for key in self.cleaned_data["partner"]]


class OtherChannelForm(forms.Form):
    """By which other channel an approved letter left."""

    channel = ChoiceField(
        label=_("Channel"), choices=[one for one in choices("channel", empty=False) if one[0] != Channel.NODE]
    )

    def channel_chosen(self) -> Channel:
        """What the service takes."""
        return Channel(self.cleaned_data["channel"])
