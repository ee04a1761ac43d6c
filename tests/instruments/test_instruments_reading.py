"""Files of the library: a sound one is read exactly, a broken one is refused whole and the fault is named."""

import pytest

from entraide.instruments.domain.instrument import Rank
from entraide.instruments.domain.library import load_library
from entraide.instruments.domain.reading import read_instrument
from entraide.instruments.errors import InstrumentBroken

SOUND = """
code = "sample"
version = 3
rank = "bilateral"
citation = { en = "CTS 1", fr = "RTC 1" }
name = { en = "Sample Treaty", fr = "Traité modèle" }
short = { en = "Sample", fr = "Modèle" }
source = { en = "a gazette", fr = "une gazette" }
as_of = 2026-11-22
verified = false
offences = ["*"]

[[parties]]
source = "a chart"
as_of = 2015-03-31
verified = true
states = ["CA 2001-02-03 2002 -", "XK - - 2004-05-06", "NO 2001 - -"]

[[declarations]]
state = "XK"
text = { en = "In writing only.", fr = "Par écrit seulement." }

[[covers]]
article = "Art. 4"
kinds = ["preservation"]
measures = ["preservation"]
text = { en = "Preserve.", fr = "Conserver." }
verified = true

[[clocks]]
rule = "sample_4_30d"
article = "Art. 4(2)"
length = 30
unit = "days"
text = { en = "Thirty days.", fr = "Trente jours." }
"""


def test_a_sound_file_is_read_exactly() -> None:
    sample = read_instrument("sample.toml", SOUND)
    canada, kosovo, norway = sample.parties

    assert (sample.code, sample.version, sample.rank) == ("sample", 3, Rank.BILATERAL)
    assert (canada.signed, canada.ratified, canada.in_force) == ("2001-02-03", "2002", None)
    assert (canada.origin.source.en, canada.origin.as_of.year, canada.origin.verified) == (
        "a chart",
        2015,
        True,
    )
    assert [text.fr for text in kosovo.declarations] == ["Par écrit seulement."]
    assert (canada.is_bound, kosovo.is_bound, norway.is_bound) == (True, True, False)
    (cover,) = sample.covers
    assert (cover.article, cover.origin.source.fr, cover.origin.verified) == ("Art. 4", "une gazette", True)
    assert cover.when.offences == ("*",)
    (clock,) = sample.clocks
    assert (clock.rule, clock.length, clock.unit, clock.origin.verified) == (
        "sample_4_30d",
        30,
        "days",
        False,
    )


@pytest.mark.parametrize(
    ("sound", "broken", "key", "reason"),
    [
        ("version = 3", "version = 3 = 4", "at line 3, column 13", "this is not TOML."),
        ("version = 3", "", "version", "it is missing."),
        ("version = 3", "version = 0", "version", "it must be positive."),
        ("version = 3", "version = true", "version", "the value is of the wrong type."),
        ("version = 3", 'version = "3"', "version", "the value is of the wrong type."),
        ("version = 3", "version = 3\nauthor = 1", "author", "no such key is known here."),
        ('rank = "bilateral"', 'rank = "friendly"', "rank", "the value is not in the closed list."),
        ("as_of = 2026-11-22", 'as_of = "2026-11-22"', "as_of", "the value is of the wrong type."),
        ("as_of = 2026-11-22", "as_of = 2026-11-22T10:00:00", "as_of", "the value is of the wrong type."),
        (', fr = "Traité modèle"', "", "name.fr", "it is missing."),
        ('fr = "Modèle"', 'fr = " "', "short", "it is missing."),
        ('fr = "Conserver."', 'de = "Sichern."', "covers[1].text.de", "no such key is known here."),
        ('["preservation"]', '["favour"]', "covers[1].kinds", "the value is not in the closed list."),
        ('unit = "days"', 'unit = "moons"', "clocks[1].unit", "the value is not in the closed list."),
        ("length = 30", "length = 0", "clocks[1].length", "it must be positive."),
        (
            '"CA 2001-02-03 2002 -"',
            '"CA 2001-02-03 2002"',
            "parties[1].states «CA 2001-02-03 2002»",
            "a party is written «FR signed ratified in-force», each a date, a year or «-».",
        ),
        ('state = "XK"', "state = 4", "declarations[1].state", "the value is of the wrong type."),
        ("[[clocks]]", "[clocks]", "clocks", "the value is of the wrong type."),
    ],
)
def test_a_broken_file_is_refused_with_file_key_and_reason(
    sound: str, broken: str, key: str, reason: str
) -> None:
    assert sound in SOUND
    with pytest.raises(InstrumentBroken) as refused:
        read_instrument("sample.toml", SOUND.replace(sound, broken, 1))

    assert refused.value.in_language("en") == f"The file sample.toml is broken at «{key}»: {reason}"
    assert refused.value.in_language("fr").startswith(f"Le fichier sample.toml est défectueux à « {key} » : ")


def test_an_addition_replaces_the_shipped_instrument_of_the_same_code() -> None:
    shipped = load_library()
    corrected = read_instrument("budapest.toml", SOUND.replace('"sample"', '"budapest"'))
    overlaid = load_library([corrected])

    assert overlaid.instrument("budapest").name.en == "Sample Treaty"
    assert len(overlaid.instruments) == len(shipped.instruments)
    assert load_library().instrument("budapest").version == 1
    with pytest.raises(KeyError):
        shipped.instrument("sample")
