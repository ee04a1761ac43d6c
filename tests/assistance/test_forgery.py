"""Signs of a forgery: what is noticed, what is not, and the words each sign came from."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entraide.assistance.domain.forgery import Known, Place, Sender, SignCode, folded, is_free_mail, signs_of
from entraide.assistance.domain.lookalikes import HOW, Likeness, looks_like, same_domain, sold_name
from entraide.assistance.domain.numbers import runs_of, same_number, stands_in
from entraide.directory.domain.hours import parse

DOMAINS = frozenset(
    {
        "valbourg.example",
        "northmark-police.gov.uk",
        "police.be",
        "politie.nl",
        "kestrel-falls.example",
        "s\u00fbret\u00e9.example",
        "rcmp-grc.gc.ca",
        "norrvik.example",
        "hernwald.example",
    }
)
BRUSSELS = ZoneInfo("Europe/Brussels")
OFFICE = Place(BRUSSELS, parse("mon-fri 08:30-16:30"), (date(2026, 11, 11),))
KNOWN = Known(
    names=frozenset({folded("Clotilde Verneau")}),
    emails=frozenset({"desk@valbourg.example", "contact7@valbourg.example"}),
    phones=frozenset({"+32 2 555 01 42", "+32 (0)2 555 01 43"}),
    seen=frozenset({"m.roy@valbourg.example"}),
    domains=DOMAINS,
    offices=(OFFICE,),
)
WORKDAY = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
GOOD = Sender(
    names=("Clotilde Verneau",),
    emails=("desk@valbourg.example",),
    phones=("+32 2 555 01 42",),
    mail_from="desk@valbourg.example",
    reply_to="contact7@valbourg.example",
    text="Please send your answer to desk@valbourg.example. Our officer waits.",
    sent_at=WORKDAY,
    emergency=True,
)


def codes(sender: Sender, known: Known = KNOWN) -> list[SignCode]:
    return [sign.code for sign in signs_of(sender, known)]


LOOK_ALIKES = [
    ("v\u0430lbourg.example", "valbourg.example", Likeness.WRITING),  # Cyrillic a
    ("va1bourg.example", "valbourg.example", Likeness.WRITING),
    (
        "xn--vlbourg-2fg.example",
        "valbourg.example",
        Likeness.WRITING,
    ),  # the first of these, as mail carries it
    ("surete.example", "s\u00fbret\u00e9.example", Likeness.WRITING),
    ("northmark-poIice.gov.uk", "northmark-police.gov.uk", Likeness.WRITING),  # a capital I
    ("norrv\u00efk.example", "norrvik.example", Likeness.WRITING),
    ("hemwald.example", "hernwald.example", Likeness.WRITING),
    ("valborg.example", "valbourg.example", Likeness.LETTER),
    ("vallbourg.example", "valbourg.example", Likeness.LETTER),
    ("valbuorg.example", "valbourg.example", Likeness.LETTER),
    ("valbourg.test", "valbourg.example", Likeness.ENDING),
    ("valbourg.co.uk", "valbourg.example", Likeness.ENDING),
    ("police.com", "police.be", Likeness.ENDING),
    ("val-bourg.example", "valbourg.example", Likeness.WORD),
    ("valbourg-secure.example", "valbourg.example", Likeness.WORD),
    ("valbourgpolice.test", "valbourg.example", Likeness.WORD),
    ("kestrelfalls.example", "kestrel-falls.example", Likeness.WORD),
    ("valbourg.example.mail-portal.test", "valbourg.example", Likeness.WORD),
    ("police-be.com", "police.be", Likeness.WORD),
]


@pytest.mark.parametrize(("domain", "known", "how"), LOOK_ALIKES)
def test_a_domain_that_looks_like_a_known_one_is_seen(domain, known, how):
    found = looks_like(domain, DOMAINS)
    assert found is not None
    assert (found.known, found.how) == (known, how)


@pytest.mark.parametrize(
    "domain",
    [
        *sorted(DOMAINS),
        "mail.valbourg.example",
        "VALBOURG.example.",
        "xn--sret-goa5f.example",  # the accents of «sûreté», as mail carries them
        "depot.northmark-police.gov.uk",
        "police.fr",  # every state has its police
        "politi.dk",
        "essex-council.gov.uk",
        "kestrel-county.example",
        "brume.example",
        "gc.ca",
        "",
        "localhost",
    ],
)
def test_a_good_domain_is_no_look_alike(domain):
    assert looks_like(domain, DOMAINS) is None


@given(st.text(max_size=80))
def test_any_text_can_be_asked_about(text):
    looks_like(text, DOMAINS)
    same_domain(text, "valbourg.example")
    runs_of(text)
    stands_in(text, [text])
    signs_of(Sender(names=(text,), emails=(text,), phones=(text,), mail_from=text, text=text), KNOWN)


def test_below_a_registry_names_are_of_different_holders():
    assert sold_name("mail.north.gov.uk") == "north.gov.uk"
    assert not same_domain("north.gov.uk", "south.gov.uk")
    assert same_domain("mail.police.be", "www.police.be")


def test_nothing_is_noticed_where_everything_fits():
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"names": ("VERNEAU, Clotild\u00e9",)},
        {"names": ("Clotilde Marie Verneau",)},
        {"emails": ("DESK@mail.Valbourg.example".lower(), "desk@valbourg.example")},
        {"phones": ("0032 2/555.01.42", "02 555 01 43", "(02) 555-0142")},
        {"mail_from": "m.roy@valbourg.example", "reply_to": ""},
        {"reply_to": "desk@depot.valbourg.example"},
        {"text": "Reply to m.roy@valbourg.example please."},
        {"text": "The victim wrote to helper@brume.example on Monday."},
        {"text": "Immediately send what you have.", "sent_at": WORKDAY},
        {"sent_at": None},
    ],
)
def test_what_is_known_written_otherwise_is_no_sign(changed):
    found = codes(replace(GOOD, **changed))
    # An address of the known domain that nobody has seen is new, and nothing worse.
    assert set(found) <= ({SignCode.NEW_CONTACT} if "emails" in changed else set())


@pytest.mark.parametrize(
    ("changed", "code", "words"),
    [
        ({"names": ("Declan Moorhouse",)}, SignCode.NEW_CONTACT, "Declan Moorhouse"),
        ({"emails": ("chief@valbourg.example",)}, SignCode.NEW_CONTACT, "chief@valbourg.example"),
        ({"phones": ("+32 470 55 01 99",)}, SignCode.OTHER_NUMBER, "+32 470 55 01 99"),
        ({"mail_from": "desk@brume.example"}, SignCode.OTHER_DOMAIN, "desk@brume.example"),
        ({"mail_from": "desk@va1bourg.example"}, SignCode.LOOK_ALIKE, "desk@va1bourg.example"),
        ({"mail_from": "valbourg.police@gmail.com"}, SignCode.FREE_MAIL, "valbourg.police@gmail.com"),
        ({"reply_to": "desk@brume.example"}, SignCode.REPLY_ELSEWHERE, "desk@brume.example"),
        (
            {"text": "Please send the data to c.verneau@brume.example today."},
            SignCode.ANSWER_ELSEWHERE,
            "Please send the data to c.verneau@brume.example today.",
        ),
        (
            {"text": "Pri\u00e8re de r\u00e9pondre \u00e0 l\u2019adresse c.verneau@brume.example."},
            SignCode.ANSWER_ELSEWHERE,
            "Pri\u00e8re de r\u00e9pondre \u00e0 l\u2019adresse c.verneau@brume.example.",
        ),
        (
            {"sent_at": datetime(2026, 11, 16, 2, 15, tzinfo=UTC)},
            SignCode.ODD_HOUR,
            "2026-11-16 03:15 (Europe/Brussels)",
        ),
        (
            {"sent_at": datetime(2026, 11, 14, 10, 0, tzinfo=UTC)},
            SignCode.CLOSED_DAY,
            "2026-11-14 11:00 (Europe/Brussels)",
        ),
        (
            {"sent_at": datetime(2026, 11, 11, 10, 0, tzinfo=UTC)},
            SignCode.CLOSED_DAY,
            "2026-11-11 11:00 (Europe/Brussels)",
        ),
        (
            {"text": "A child. Do not call the office, answer me."},
            SignCode.PRESSURE,
            "A child. Do not call the office, answer me.",
        ),
        (
            {
                "text": "Dans l\u2019heure, pas le temps.",
                "sent_at": datetime(2026, 11, 14, 10, 0, tzinfo=UTC),
            },
            SignCode.PRESSURE,
            "Dans l\u2019heure, pas le temps.",
        ),
    ],
)
def test_each_sign_is_seen_with_the_words_it_came_from(changed, code, words):
    found = {sign.code: sign for sign in signs_of(replace(GOOD, **changed), KNOWN)}
    assert code in found
    assert found[code].words == words
    said = found[code].because
    assert said.en.strip()
    assert said.fr.strip()
    assert said.en != said.fr
    assert "{" not in said.en + said.fr


def test_a_duty_desk_that_is_always_open_is_never_outside_its_hours():
    always = replace(KNOWN, offices=(Place(BRUSSELS, always_open=True),))
    assert codes(replace(GOOD, sent_at=datetime(2026, 11, 14, 2, 0, tzinfo=UTC)), always) == []


def test_without_an_office_the_clock_of_the_state_tells_the_night_and_nothing_else():
    nowhere = replace(KNOWN, offices=(), zone=ZoneInfo("Asia/Tokyo"))
    assert codes(replace(GOOD, sent_at=datetime(2026, 11, 16, 15, 0, tzinfo=UTC)), nowhere) == [
        SignCode.ODD_HOUR
    ]
    assert codes(replace(GOOD, sent_at=datetime(2026, 11, 14, 3, 0, tzinfo=UTC)), nowhere) == []
    assert codes(GOOD, replace(nowhere, zone=None)) == []


def test_haste_alone_is_no_sign_outside_an_emergency():
    night = datetime(2026, 11, 16, 2, 15, tzinfo=UTC)
    said = replace(GOOD, text="Immediately! Do not call.", sent_at=night, emergency=False)
    assert codes(said) == [SignCode.ODD_HOUR]


def test_of_a_partner_that_the_directory_does_not_have_no_number_and_no_domain_is_another():
    stranger = Sender(
        mail_from="desk@brume.example", phones=("+47 555 01 99",), text="Reply to desk@brume.example"
    )
    assert codes(stranger, Known(domains=DOMAINS)) == [SignCode.NEW_CONTACT]


def test_every_likeness_has_words_in_both_languages():
    assert all(HOW[one].en and HOW[one].fr and HOW[one].en != HOW[one].fr for one in Likeness)


@pytest.mark.parametrize(
    ("domain", "free"),
    [("gmail.com", True), ("mail.yahoo.co.uk", True), ("laposte.net", True), ("mail.example", False),
     ("live.police.be", False), ("web.valbourg.example", False)],
)  # fmt: skip
def test_free_mail_is_told_by_whom_it_is_sold(domain, free):
    assert is_free_mail(domain) is free


def test_a_long_text_of_addresses_costs_a_bounded_time():
    text = "send reply to " * 20_000 + "x@y.example " * 5_000
    assert len(codes(replace(GOOD, text=text))) <= 30


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+33 (0)1 99 00 12 34", "01 99 00 12 34", True),
        ("0033199001234", "+33 1-99-00-12-34", True),
        ("\u0663\u0663\u0661\u0669\u0669\u0660\u0660\u0661\u0662\u0663\u0664", "+33199001234", True),
        ("+1 555 0142", "555-0142", True),
        ("+1 555 0142", "+1 555 0143", False),
        ("+32 2 555 01 42 ext. 12", "02 555 01 42", True),
        ("112", "112", True),
        ("112", "+32 2 555 01 12", False),
        ("", "+32", False),
    ],
)
def test_one_number_is_known_however_it_is_written(one, other, same):
    assert same_number(one, other) is same
    assert same_number(other, one) is same


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Call +32 2 555 01 42 now", True),
        ("Call 02/555.01.42", True),
        ("Appelez le 02\u00a0555\u00a001\u00a042", True),
        ("Tel. +32 (0)2 555 01 42", True),
        ("Tel. \uff10\uff12 555 01 42", True),
        ("555 01 42", True),
        ("Tel. 02 555\n01 42", True),
        ("Tel. 02 555 01 43", False),
        ("Reference 2026-0142", False),
        ("", False),
    ],
)
def test_a_number_is_found_in_a_letter_however_it_is_written(text, stands):
    assert stands_in("+32 2 555 01 42", runs_of(text)) is stands
