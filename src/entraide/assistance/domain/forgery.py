"""Signs that a request may be forged: what it says of its sender, held against what the directory and earlier requests
know. Each sign carries the words it came from. None of them proves anything, and none missing proves the contrary: they
say what to look at before somebody is called."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from entraide.assistance.domain.lookalikes import HOW, looks_like, plain_domain, same_domain, sold_name
from entraide.assistance.domain.numbers import same_number
from entraide.directory.domain.hours import Open, Week, opening
from entraide.kernel.languages import Text

# How much is looked at, whatever a request brings.
MOST_TEXT = 100_000
MOST_OF_EACH = 10
AROUND = 60
# By the clock on the sender's own wall.
NIGHT_BEGINS, NIGHT_ENDS = 22, 6


class SignCode(StrEnum):
    NEW_CONTACT = "new_contact"
    OTHER_NUMBER = "other_number"
    OTHER_DOMAIN = "other_domain"
    LOOK_ALIKE = "look_alike"
    FREE_MAIL = "free_mail"
    REPLY_ELSEWHERE = "reply_elsewhere"
    ANSWER_ELSEWHERE = "answer_elsewhere"
    ODD_HOUR = "odd_hour"
    CLOSED_DAY = "closed_day"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that does not fit: what, in both languages, and the words of the request that it came from."""

    code: SignCode
    because: Text
    words: str


@dataclass(frozen=True, slots=True)
class Sender:
    """What a request says of who sends it. `sent_at` is None where nobody knows when it was sent."""

    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    mail_from: str = ""
    reply_to: str = ""
    text: str = ""
    sent_at: datetime | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An office of the partner's agency: when it is open, by its own clock."""

    zone: ZoneInfo
    week: Week = ()
    closures: tuple[date, ...] = ()
    always_open: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the partner, and which domains the directory has in all.

    `emails` and `phones` are the directory's for the agency, or for its state where it does not name the agency;
    `names` and `seen` are of the directory and of earlier requests. `zone` is the partner's where it has but one.
    """

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    offices: tuple[Place, ...] = ()
    zone: ZoneInfo | None = None


def signs_of(sender: Sender, known: Known) -> list[Sign]:
    """The signs, the gravest first, each thing named once."""
    official = frozenset(host for host in map(domain_of, known.emails) if not is_free_mail(host))
    domains = list(_domains(sender, known, official))
    found = [
        *domains,
        *_elsewhere(sender, known, official),
        *_numbers(sender, known),
        # An address of a strange domain is said to be strange once.
        *(sign for sign in _new_contact(sender, known) if sign.words not in {one.words for one in domains}),
        *_times(sender, known),
    ]
    return list(dict.fromkeys(found))


def domain_of(email: str) -> str:
    """The domain of an address, in small letters; empty where it has none."""
    return plain_domain(email.rpartition("@")[2]) if "@" in email else ""


def is_free_mail(domain: str) -> bool:
    """Whether anybody gets an address there for nothing."""
    sold = sold_name(domain)
    return sold in _FREE or sold.partition(".")[0] in _FREE_NAMES


def folded(name: str) -> str:
    """A name as it is compared: «Élodie VERNEAU-Roy» is «elodie verneau roy»."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(
        re.sub(r"[^\w\s]|_", " ", "".join(c for c in bare if not unicodedata.combining(c))).split()
    )


def _domains(sender: Sender, known: Known, official: frozenset[str]) -> Iterator[Sign]:
    every = frozenset(host for host in known.domains if not is_free_mail(host)) | official
    for email in _some((sender.mail_from, *sender.emails)):
        host = domain_of(email)
        if not host or email.lower() in known.emails or _is_among(host, official):
            continue
        if is_free_mail(host):
            yield Sign(SignCode.FREE_MAIL, _FREE_MAIL, email)
        elif (alike := looks_like(host, every)) is not None:
            how = HOW[alike.how]
            because = Text(
                en=_LOOK_ALIKE.in_language("en", known=alike.known, how=how.en),
                fr=_LOOK_ALIKE.in_language("fr", known=alike.known, how=how.fr),
            )
            yield Sign(SignCode.LOOK_ALIKE, because, email)
        elif official:
            yield Sign(SignCode.OTHER_DOMAIN, _filled(_OTHER_DOMAIN, known=_listed(official)), email)


def _elsewhere(sender: Sender, known: Known, official: frozenset[str]) -> Iterator[Sign]:
    from_host, to_host = domain_of(sender.mail_from), domain_of(sender.reply_to)
    same = sender.reply_to.lower() == sender.mail_from.lower()
    # Of one office; two addresses of a free provider are two people's.
    same = same or (same_domain(from_host, to_host) and not is_free_mail(to_host))
    if from_host and to_host and not same and not _is_among(to_host, official):
        yield Sign(
            SignCode.REPLY_ELSEWHERE, _filled(_REPLY_ELSEWHERE, sender=sender.mail_from), sender.reply_to
        )
    expected = official or frozenset(filter(None, (from_host,)))
    for asked, words in _asked_for(sender.text[:MOST_TEXT]):
        if asked in known.emails or not expected or _is_among(domain_of(asked), expected):
            continue
        yield Sign(SignCode.ANSWER_ELSEWHERE, _filled(_ANSWER_ELSEWHERE, asked=asked), words)


def _numbers(sender: Sender, known: Known) -> Iterator[Sign]:
    if not known.phones:
        return
    for phone in _some(sender.phones):
        if not any(same_number(phone, one) for one in known.phones):
            yield Sign(SignCode.OTHER_NUMBER, _OTHER_NUMBER, phone)


def _new_contact(sender: Sender, known: Known) -> Iterator[Sign]:
    people = known.names | known.seen
    for name in _some(sender.names):
        words = folded(name)
        if words and not any(_same_person(words, one) for one in people):
            yield Sign(SignCode.NEW_CONTACT, _NEW_CONTACT, name)
    addresses = known.emails | known.seen
    for email in _some((sender.mail_from, *sender.emails)):
        if email.lower() not in addresses:
            yield Sign(SignCode.NEW_CONTACT, _NEW_ADDRESS, email)


def _times(sender: Sender, known: Known) -> Iterator[Sign]:
    outside = False
    if sender.sent_at is not None:
        for sign in _hour(sender.sent_at, known):
            outside = True
            yield sign
    if not sender.emergency:
        return
    text = sender.text[:MOST_TEXT]
    if outside and (pressing := _PRESSURE.search(text)):
        yield Sign(SignCode.PRESSURE, _PRESSES, _around(text, *pressing.span()))
    # Whoever asks not to be called is not helped by the hour.
    if unwatched := _NO_CALL.search(text):
        yield Sign(SignCode.PRESSURE, _NOT_TO_BE_CALLED, _around(text, *unwatched.span()))


def _hour(sent_at: datetime, known: Known) -> Iterator[Sign]:
    if any(
        isinstance(
            opening(one.week, one.zone, sent_at, closures=one.closures, always_open=one.always_open), Open
        )
        for one in known.offices
    ):
        return
    zones = list(dict.fromkeys(one.zone for one in known.offices)) or ([known.zone] if known.zone else [])
    if not zones:
        return
    here = sent_at.astimezone(zones[0])
    words = f"{here:%Y-%m-%d %H:%M} ({zones[0].key})"
    # An agency with offices in several zones is at night where all of them are.
    if all(_is_night(sent_at.astimezone(zone)) for zone in zones):
        yield Sign(SignCode.ODD_HOUR, _ODD_HOUR, words)
    elif known.offices and all(
        _is_closed_on(one, sent_at.astimezone(one.zone).date()) for one in known.offices
    ):
        yield Sign(SignCode.CLOSED_DAY, _CLOSED_DAY, words)


def _is_night(here: datetime) -> bool:
    return here.hour >= NIGHT_BEGINS or here.hour < NIGHT_ENDS


def _is_closed_on(office: Place, day: date) -> bool:
    # Of an office whose hours nobody wrote down, only its closing days are known.
    return day in office.closures or bool(
        office.week and day.weekday() not in {span.day for span in office.week}
    )


def _asked_for(text: str) -> Iterator[tuple[str, str]]:
    """The addresses to which a text wants its answer, each with the words around it; a bounded number."""
    for number, cue in enumerate(_ANSWER_TO.finditer(text)):
        if number >= MOST_OF_EACH:
            return
        yield cue["address"].lower().rstrip("."), _around(text, *cue.span())


def _is_among(host: str, hosts: Collection[str]) -> bool:
    return any(same_domain(host, one) for one in hosts)


def _same_person(one: str, other: str) -> bool:
    """Whether two folded names are of one person: the same words in any order, or all words of the shorter."""
    shorter, longer = sorted((set(one.split()), set(other.split())), key=len)
    return shorter == longer or (len(shorter) > 1 and shorter <= longer)


def _some(things: Iterable[str]) -> list[str]:
    return [one for one in dict.fromkeys(thing.strip() for thing in things) if one][:MOST_OF_EACH]


def _around(text: str, start: int, end: int) -> str:
    """The words of a find with those beside it; whole words, and a mark where more stands before or after."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{after}".split())


def _listed(domains: Iterable[str]) -> str:
    return ", ".join(sorted({sold_name(one) for one in domains})[:3])


def _filled(text: Text, **facts: str) -> Text:
    return Text(en=text.in_language("en", **facts), fr=text.in_language("fr", **facts))


_FREE_NAMES = frozenset(
    "aol gmail gmx googlemail hotmail icloud live mailfence outlook proton protonmail rocketmail tuta tutamail "
    "tutanota yahoo yandex ymail zoho zohomail".split()
)
_FREE = frozenset(
    "163.com 126.com abv.bg bk.ru cock.li daum.net fastmail.com free.fr guerrillamail.com inbox.ru interia.pl "
    "laposte.net libero.it list.ru mail.com mail.ru mailinator.com me.com msn.com naver.com op.pl orange.fr pm.me "
    "qq.com rambler.ru seznam.cz sfr.fr sina.com t-online.de terra.com.br ukr.net uol.com.br virgilio.it wanadoo.fr "
    "web.de wp.pl yopmail.com".split()
)
_ADDRESS = r"(?P<address>[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}@[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9.\-\u00a1-\uffff]{2,200})"
# A verb of answering, then an address before the sentence ends. The gap is bounded, and holds no other address.
_ANSWER_TO = re.compile(
    r"(?:\b(?:repl(?:y|ies)|respond|responses?|answers?|send|forward|return|e-?mail|transmit|deliver)\b"
    r"|\b(?:répon\w{1,6}|réponses?|transmett\w{1,4}|envoy\w{1,5}|adresse[rz]|retourn\w{1,4}|faire\sparvenir)\b"
    r"|\b(?:respond\w{1,5}|respuestas?|env[ií]\w{1,4}|remit\w{1,5})\b)"
    rf"[^@\n]{{0,80}}?(?<![\w.%+\-]){_ADDRESS}",
    re.IGNORECASE,
)
_PRESSURE = re.compile(
    r"\b(?:immediate(?:ly)?|at once|right (?:now|away)|without (?:any )?delay|within (?:the|an|one) hour|asap|"
    r"no time (?:for|to)|time is running out|every minute|urgent(?:ly)?|immédiate(?:ment)?|sans (?:aucun )?délai|"
    r"sans attendre|dans l['’]heure|pas le temps|chaque minute|d['’]urgence|urgente?|au plus vite|"
    r"inmediat\w{1,6}|sin demora|de inmediato|cada minuto)\b",
    re.IGNORECASE,
)
_NO_CALL = re.compile(
    r"\b(?:(?:do not|don['’]t|please avoid|no need to)\s(?:\w{1,12}\s){0,2}(?:call(?:ing)?|phone|telephone|verify|"
    r"check with|contact (?:the|our|my))|cannot be (?:called|reached by (?:tele)?phone)|"
    r"(?:n['’]appelez pas|ne (?:pas )?(?:nous )?(?:appele[rz]|téléphone[rz]|vérifie[rz]|rappele[rz])(?: pas)?)|"
    r"injoignables? par téléphone|inutile (?:de|d['’]) ?(?:rappeler|appeler|vérifier)|no (?:nos )?llame|no verifique)",
    re.IGNORECASE,
)

_NEW_CONTACT = Text(
    en="Nobody of this name is in the directory of the partner, nor in an earlier request of it that you can see.",
    fr="Personne de ce nom n’est au répertoire du partenaire, ni dans une demande antérieure de sa part que vous "
    "pouvez voir.",
)
_NEW_ADDRESS = Text(
    en="This address is not in the directory of the partner, nor in an earlier request of it that you can see.",
    fr="Cette adresse n’est ni au répertoire du partenaire, ni dans une demande antérieure de sa part que vous "
    "pouvez voir.",
)
_OTHER_NUMBER = Text(
    en="The directory knows other numbers for this partner, and not this one.",
    fr="Le répertoire connaît d’autres numéros pour ce partenaire, et non celui-ci.",
)
_OTHER_DOMAIN = Text(
    en="The directory knows this partner under another e-mail domain: {known}.",
    fr="Le répertoire connaît ce partenaire sous un autre domaine de courriel : {known}.",
)
_LOOK_ALIKE = Text(
    en="The domain looks like «{known}», which the directory knows, and is not it: {how}.",
    fr="Le domaine ressemble à « {known} », que connaît le répertoire, sans l’être : {how}.",
)
_FREE_MAIL = Text(
    en="An address of a free mail provider, which anybody can get.",
    fr="Une adresse d’un fournisseur de courriel gratuit, que n’importe qui peut obtenir.",
)
_REPLY_ELSEWHERE = Text(
    en="Answers to this mail would go to another address than that of its sender, {sender}.",
    fr="Les réponses à ce courriel iraient à une autre adresse que celle de son expéditeur, {sender}.",
)
_ANSWER_ELSEWHERE = Text(
    en="It wants the answer at {asked}, which is not an address of this partner.",
    fr="La réponse est demandée à {asked}, qui n’est pas une adresse de ce partenaire.",
)
_ODD_HOUR = Text(
    en="Sent at night, by the sender’s own clock, when no known office of this partner is open.",
    fr="Envoyée la nuit, à l’heure de l’expéditeur, alors qu’aucun bureau connu de ce partenaire n’est ouvert.",
)
_CLOSED_DAY = Text(
    en="Sent on a day on which the offices of this partner are closed.",
    fr="Envoyée un jour où les bureaux de ce partenaire sont fermés.",
)
_PRESSES = Text(
    en="It presses for haste while the sender’s offices are closed.",
    fr="Elle presse d’agir alors que les bureaux de l’expéditeur sont fermés.",
)
_NOT_TO_BE_CALLED = Text(
    en="It asks not to be called, or not to be checked.",
    fr="Elle demande de ne pas appeler, ou de ne rien vérifier.",
)
