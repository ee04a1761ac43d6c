"""Sentences are found, kept, compiled, and missing French is caught."""

import gettext
from pathlib import Path

import pytest

from tools import messages

PYTHON = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

LABEL = _("Case file")
COUNTED = ngettext("%(count)s letter", "%(count)s letters", 2)
MONTH = pgettext("month", "May")
"""

TEMPLATE = """{% load i18n %}
<main>
    {# not a sentence #}
  {% translate "What's due" %} {{ thing|default:_("nothing yet") }}
      {% blocktranslate trimmed count n=total with name=person.name %}
        One request for {{ name }}
      {% plural %}
        {{ n }} requests for {{ name }}
      {% endblocktranslate %}
  {% blocktranslate trimmed with when=due|date:"j F" %}Due on {{ when }}{% endblocktranslate %}
</main>
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    made = tmp_path / "desk"
    (made / "templates" / "desk").mkdir(parents=True)
    (made / "__init__.py").write_text("")
    (made / "words.py").write_text(PYTHON)
    (made / "templates" / "desk" / "page.html").write_text(TEMPLATE)
    return made


def fill_in(package: Path, english: str, french: str) -> None:
    path = package / messages.CATALOGUE
    before = path.read_text("utf-8")
    after = before.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{french}"')
    assert after != before
    path.write_text(after, "utf-8")


def test_sentences_are_found_in_python_and_in_templates(package: Path) -> None:
    found = {(message.id, message.context) for message in messages.sentences(package) if message.id}
    assert found == {
        ("Case file", None),
        (("%(count)s letter", "%(count)s letters"), None),
        ("May", "month"),
        ("What's due", None),
        ("nothing yet", None),
        (("One request for %(name)s", "%(n)s requests for %(name)s"), None),
        ("Due on %(when)s", None),
    }


def test_extracting_again_keeps_the_french_and_drops_what_is_no_longer_said(package: Path) -> None:
    assert messages.extract(package) == (7, 7)
    fill_in(package, "Case file", "Dossier")
    (package / "templates" / "desk" / "page.html").unlink()
    assert messages.extract(package) == (3, 2)
    held = messages.read(package)
    assert messages.forms(held.get("Case file")) == ["Dossier"]
    assert held.get("nothing yet") is None


def test_a_catalogue_says_no_place_and_no_date(package: Path) -> None:
    messages.extract(package)
    written = (package / messages.CATALOGUE).read_text("utf-8")
    assert "#:" not in written
    assert "Date" not in written
    messages.extract(package)
    assert (package / messages.CATALOGUE).read_text("utf-8") == written


def test_missing_empty_and_unsaid_sentences_are_faults(package: Path) -> None:
    messages.extract(package)
    (package / "words.py").write_text('from django.utils.translation import gettext\nNEW = gettext("New")\n')
    found = list(messages.faults(package))
    assert "desk: missing: 'New'" in found
    assert "desk: empty: 'Due on %(when)s'" in found
    assert "desk: no longer said: 'Case file'" in found


@pytest.mark.parametrize(
    ("french", "fault"),
    [
        ("À rendre le %(quand)s", "placeholders differ: 'Due on %(when)s'"),
        ("À rendre", "placeholders differ: 'Due on %(when)s'"),
        ("L'échéance est le %(when)s", "straight apostrophe (write ’): 'Due on %(when)s'"),
        ("À rendre le %(when)s.À rendre le %(when)s.", "said twice over: 'Due on %(when)s'"),
    ],
)
def test_french_that_says_something_else_is_a_fault(package: Path, french: str, fault: str) -> None:
    messages.extract(package)
    fill_in(package, "Due on %(when)s", french)
    assert f"desk: {fault}" in list(messages.faults(package))


def test_a_fuzzy_sentence_is_a_fault(package: Path) -> None:
    messages.extract(package)
    path = package / messages.CATALOGUE
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "Case file"\nmsgstr ""', '#, fuzzy\nmsgid "Case file"\nmsgstr "Affaire"'
        )
    )
    assert "desk: fuzzy: 'Case file'" in list(messages.faults(package))


def test_right_french_is_no_fault_and_comes_out_of_the_compiled_catalogue(package: Path) -> None:
    (package / "templates" / "desk" / "page.html").unlink()
    messages.extract(package)
    path = package / messages.CATALOGUE
    fill_in(package, "Case file", "Dossier")
    fill_in(package, "May", "mai")
    written = path.read_text("utf-8")
    written = written.replace('msgstr[0] ""', 'msgstr[0] "une lettre"').replace(
        'msgstr[1] ""', 'msgstr[1] "%(count)s lettres"'
    )
    path.write_text(written, "utf-8")
    assert list(messages.faults(package)) == []
    made = messages.compile_catalogue(package)
    assert made is not None
    with made.open("rb") as file:
        french = gettext.GNUTranslations(file)
    assert french.gettext("Case file") == "Dossier"
    assert french.ngettext("%(count)s letter", "%(count)s letters", 0) == "une lettre"
    assert french.ngettext("%(count)s letter", "%(count)s letters", 2) == "%(count)s lettres"


def test_two_packages_that_translate_one_sentence_differently_are_caught(package: Path) -> None:
    messages.extract(package)
    fill_in(package, "Case file", "Dossier")
    other = package.parent / "cellar"
    other.mkdir()
    (other / "__init__.py").write_text(
        'from django.utils.translation import gettext\nA = gettext("Case file")\n'
    )
    messages.extract(other)
    assert list(messages.contradictions(package.parent)) == []
    fill_in(other, "Case file", "Affaire")
    assert list(messages.contradictions(package.parent)) == [
        "cellar and desk say it differently: 'Case file'"
    ]
