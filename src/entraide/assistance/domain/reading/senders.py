"""Tells which state a letter comes from, by adding up all that points to one, each thing according to
where it stands."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from entraide.assistance.domain.reading.contacts import Contact, dialled_state, domain_state
from entraide.assistance.domain.reading.countries import Pointer, Source, book, state_name, states
from entraide.assistance.domain.reading.institutions import is_institution
from entraide.assistance.domain.reading.layout import Layout, Zone
from entraide.assistance.domain.reading.phrases import Found
from entraide.assistance.domain.reading.suggestion import Field, Suggestion, both
from entraide.assistance.domain.reading.words import Word
from entraide.kernel.languages import Text

# What one thing weighs by itself. An agency of the state says most; a city or an adjective says least.
_WEIGHT = {
    Source.AGENCY: 6.0,
    Source.STATUTE: 3.0,
    Source.COUNTRY: 1.5,
    Source.DEMONYM: 1.0,
    Source.CITY: 1.0,
}
_WEAK = {Source.AGENCY: 1.5, Source.STATUTE: 1.0, Source.COUNTRY: 0.4, Source.DEMONYM: 0.5, Source.CITY: 0.5}
# «Ministry of Justice of Xland», «the Xish police»: an institution and a state side by side make an agency.
_INSTITUTION_OF_STATE = 4.5
_INSTITUTION_OF_CITY = 2.5
# Where it stands. What the addressee's block says is about somebody else.
_ZONE = {Zone.HEAD: 2.0, Zone.SIGNATURE: 2.2, Zone.BODY: 0.5, Zone.ADDRESSEE: 0.0}
_SELF = 2.5
_OPENING = 1.5
_OPENING_CHARACTERS = 500
_OTHERS = 0.15
_ADDRESSED = 0.35
_AGAIN = (1.0, 0.4, 0.2)
_DOMAIN = {Zone.HEAD: 3.0, Zone.SIGNATURE: 3.0, Zone.BODY: 0.6, Zone.ADDRESSEE: 0.0}
_HEADER_DOMAIN = 7.0
_HEADER_OFFICIAL = 12.0
_OFFICIAL = 2.5
_OFFICIAL_SITE = 2.5
_DIALLED = {Zone.HEAD: 3.0, Zone.SIGNATURE: 3.0, Zone.BODY: 0.4, Zone.ADDRESSEE: 0.0}
_AT_LEAST = 0.6
_SHOWN = 4
# More names than this are no letter but an attempt: the first and the last of them are weighed.
_MOST = 2_000
# A letter is long before it is over; who sends it is said near its ends.
_HEAD_READ, _TAIL_READ = 150_000, 50_000

# Languages that point to few states, and how much by themselves. English, French, Spanish and Arabic point
# nowhere.
_LANGUAGE = {
    "ja": {"JP": 2.5},
    "ko": {"KR": 2.5},
    "zh": {"CN": 1.5},
    "ru": {"RU": 1.0},
    "he": {"IL": 2.5},
    "th": {"TH": 2.5},
    "el": {"GR": 2.0, "CY": 0.7},
    "tr": {"TR": 2.0},
    "pl": {"PL": 2.5},
    "cs": {"CZ": 2.5},
    "sk": {"SK": 2.5},
    "hu": {"HU": 2.5},
    "sv": {"SE": 2.0},
    "da": {"DK": 2.5},
    "nb": {"NO": 2.5},
    "fi": {"FI": 2.5},
    "nl": {"NL": 1.2, "BE": 0.5},
    "it": {"IT": 1.5, "CH": 0.3},
    "pt": {"BR": 0.7, "PT": 0.7},
    "de": {"DE": 1.0, "AT": 0.4, "CH": 0.4},
    "uk": {"UA": 2.0},
    "vi": {"VN": 2.5},
    "id": {"ID": 1.5},
    "ro": {"RO": 1.5, "MD": 0.4},
    "fa": {"IR": 1.5},
    "bg": {"BG": 2.0},
    "hy": {"AM": 2.0},
    "ka": {"GE": 2.0},
    "kk": {"KZ": 2.0},
    "sq": {"AL": 1.2, "XK": 0.6},
    "be": {"BY": 2.0},
    "fr": {"FR": 0.4},
}

_SELF_SAID = re.compile(
    r"\b(?:on behalf of|this is|we are|i am|i'm|message from|greetings from|the undersigned|we,|"
    r"writing to you from|requesting (?:state|authority|country)|"
    r"i represent|we represent|member of|officer (?:of|with|in|from)|issued by|conducted by|"
    r"au nom d|je soussigné|je suis|nous sommes|enquêteur|en fonction|en poste|agissant|"
    r"en nombre d|somos|soy|quien suscribe|suscrito|le escribo|em nome d|sou |somos|"
    r"im namen|im auftrag|wir sind|hier schreibt|namens|wij zijn|a nome d|per conto d|siamo|"
    r"от имени|от лица|мы представляем|настоящим|ми представляємо|w imieniu)"
    r"|我代表|我们是|我是|这里是|我謹代表|私は|私ども",
    re.IGNORECASE,
)
_OTHERS_SAID = re.compile(
    r"\b(?:addressed to|to the (?:competent|judicial|central|appropriate)?|requested (?:state|party|"
    r"country)|authorities (?:of|in)|"
    r"assistance (?:of|from)|seized|located in|resid\w{0,6}(?: \w{1,6}){0,2}|nationals? of|citizens? of|"
    r"citizenship|nationality|victims?|complainants?|"
    r"suspects?|account in|bank in|hosted in|servers? in|based in|living in|born (?:in|on)|"
    r"travell?\w{0,4} to|flight to|contacted|via|through|"
    r"your|transmitted (?:to|by)|copy to|cc|united nations|extradit\w{1,5} (?:to|from)|under the treaty|"
    r"treaty (?:with|between)|between|passport|"
    r"destinée? aux?|adressée? aux?|auprès d|à l[’']attention|aux autorités|autorités|résid\w{0,5}|"
    r"domicili\w{0,4}|ressortissante?s?|né(?:e)? (?:à|le|au)|"
    r"victimes?|situé\w{0,2}|hébergé\w{0,2}|votre|vos|banque|passeport|nationalité|citoyenn?e?|vers|"
    r"copie à|convention|traité|"
    r"dirigid[oa] a|a las autoridades|autoridades|residente|nacid[oa]|nacional(?:idad)? d|víctimas?|"
    r"ubicad[oa]|vuestr[oa]|su país|ciudadan[oa]|"
    r"wohnhaft|staatsangehörig\w{0,5}|geboren|geschädigt\w{0,3}|ihre[rnms]?|an die|"
    r"гражданин\w{0,3}|проживающ\w{0,4}|находящ\w{0,5}|потерпевш\w{0,4}|компетентны\w{1,3} орган\w{0,3}|"
    r"residenti? in|cittadin[oa]|nat[oa] a)\s{1,3}(?:\w{1,12}\s{1,3}){0,3}\W{0,3}$",
    re.IGNORECASE,
)
_OTHERS_FOLLOW = re.compile(
    r"\s{1,3}(?:nationals?|citizens?|citizenship|passport|compan|customers?|users?|victims?|suspects?|"
    r"complainants?|m[ae]n\b|wom[ae]n\b|teenager|child|"
    r"girl|boy|students?|banks?\b|providers?|servers?|numbers?|phone|resident|famil|born|account|who\b|"
    r"citizen|staatsangehörig|ressortissant|ciudadan|"
    r"cidad|citoyen|обществ|гражданин|servern?)",
    re.IGNORECASE,
)
_LOOK_BACK = 70
_BLANK_LINE = re.compile(r"\n\s{0,50}\n|[.;!?]\s{1,5}(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that points to a state, what it weighs and why."""

    state: str
    weight: float
    start: int
    end: int
    words: str
    because: Text


def sending_states(
    text: str,
    words: Sequence[Word],
    layout: Layout,
    contacts: Sequence[Contact],
    languages: dict[str, float],
    sender: str,
) -> list[Suggestion]:
    """The states the letter may come from, likeliest first, each with the words that say so most."""
    evidence = [
        *_named(text, words, layout),
        *_contacts(contacts, layout),
        *_header(sender),
        *_spoken(languages),
    ]
    addressed = _addressed(text, words, layout)
    return _ranked(evidence, addressed)


def _named(text: str, words: Sequence[Word], layout: Layout) -> Iterator[Evidence]:
    """All that the gazetteer knows, weighed by where it stands and by what is said around it."""
    kept = [word for word in words if word.start < _HEAD_READ or word.end > len(text) - _TAIL_READ]
    institutions = [number for number, word in enumerate(kept) if is_institution(word)]
    near = _Nearness(text, kept, frozenset(institutions))
    read = text if len(text) <= _HEAD_READ + _TAIL_READ else text[:_HEAD_READ]
    every = book().find(read, kept)
    for found in every if len(every) <= _MOST else (*every[: _MOST // 2], *every[-_MOST // 2 :]):
        pointer = found.payload
        zone = layout.zone_at(found.start)
        weight = near.weight(found)
        reason = _BECAUSE[zone]
        factor = _ZONE[zone]
        if zone in {Zone.BODY, Zone.SIGNATURE}:
            before = text[max(0, found.start - _LOOK_BACK) : found.start]
            if zone is Zone.BODY and _SELF_SAID.search(before):
                factor, reason = factor * _SELF, _SELF_BECAUSE
            elif _OTHERS_SAID.search(before) or _OTHERS_FOLLOW.match(text, found.end):
                factor *= _OTHERS if pointer.source is not Source.AGENCY else 0.5
            elif zone is Zone.BODY and 0 <= found.start - max(0, layout.salutation) < _OPENING_CHARACTERS:
                factor *= _OPENING
        if factor > 0:
            said = text[found.start : found.end]
            yield Evidence(pointer.state, weight * factor, found.start, found.end, said, _told(reason, said))


class _Nearness:
    """Knows whether an institution stands beside a name: «Ministry of Justice of», «the … police»."""

    def __init__(self, text: str, words: Sequence[Word], institutions: frozenset[int]) -> None:
        self._text, self._words, self._institutions = text, words, institutions

    def weight(self, found: Found[Pointer]) -> float:
        pointer = found.payload
        plain = _WEAK[pointer.source] if pointer.weak else _WEIGHT[pointer.source]
        if pointer.source is Source.AGENCY and not pointer.weak and self._is_acronym(found):
            return plain / 2
        if pointer.source in {Source.AGENCY, Source.STATUTE} or found.first < 0:
            return plain
        back, ahead = (4, 3) if pointer.source is Source.DEMONYM else (8, 3)
        if not self._beside(found, back, ahead):
            return plain
        return _INSTITUTION_OF_CITY if pointer.source is Source.CITY else _INSTITUTION_OF_STATE

    def _is_acronym(self, found: Found[Pointer]) -> bool:
        said = self._text[found.start : found.end]
        return len(said) <= 6 and said.isupper()

    def _beside(self, found: Found[Pointer], back: int, ahead: int) -> bool:
        for number in range(found.first - 1, max(-1, found.first - 1 - back), -1):
            if number in self._institutions:
                return _BLANK_LINE.search(self._text[self._words[number].end : found.start + 1]) is None
        for number in range(found.last + 1, min(len(self._words), found.last + 1 + ahead)):
            if number in self._institutions:
                return _BLANK_LINE.search(self._text[found.end : self._words[number].start + 1]) is None
        return False


def _contacts(contacts: Sequence[Contact], layout: Layout) -> Iterator[Evidence]:
    """Domains and dialling prefixes of the sender.

    Addresses complained about stand in the body, and count for little.
    """
    for contact in contacts:
        zone = layout.zone_at(contact.start)
        if contact.kind is Field.PHONE:
            state, weight = dialled_state(contact.value), _DIALLED[zone]
            reason = Text(en="telephone prefix {words}", fr="indicatif téléphonique {words}")
            said = contact.value[:6]
        else:
            state, official = domain_state(contact.domain)
            if contact.kind is Field.EMAIL:
                weight = _DOMAIN[zone] * (_OFFICIAL if official else 1.0)
            else:
                weight = _OFFICIAL_SITE if official and zone is not Zone.ADDRESSEE else 0.0
            reason = Text(en="the address is of the domain {words}", fr="l’adresse est du domaine {words}")
            said = contact.domain
        if state and weight > 0:
            yield Evidence(state, weight, contact.start, contact.end, contact.words, _told(reason, said))


def _header(sender: str) -> Iterator[Evidence]:
    domain = sender.rsplit("@", 1)[-1].strip("<>\"' \t").lower() if "@" in sender else ""
    state, official = domain_state(domain)
    if state:
        weight = _HEADER_OFFICIAL if official else _HEADER_DOMAIN
        reason = Text(
            en="the sender’s address is of the domain {words}", fr="l’adresse d’envoi est du domaine {words}"
        )
        yield Evidence(state, weight, -1, -1, sender[:200], _told(reason, domain))


def _spoken(languages: dict[str, float]) -> Iterator[Evidence]:
    for language, share in languages.items():
        for state, weight in _LANGUAGE.get(language, {}).items():
            yield Evidence(state, weight * share, -1, -1, "", _LANGUAGE_BECAUSE)


def _addressed(text: str, words: Sequence[Word], layout: Layout) -> set[str]:
    """States that the addressee's block names."""
    head = [word for word in words if word.start < 6_000 and layout.zone_at(word.start) is Zone.ADDRESSEE]
    return {found.payload.state for found in book().find("", head) if not found.payload.weak}


def _ranked(evidence: list[Evidence], addressed: set[str]) -> list[Suggestion]:
    totals: defaultdict[str, float] = defaultdict(float)
    strongest: dict[str, Evidence] = {}
    times: defaultdict[tuple[str, str], int] = defaultdict(int)
    for one in sorted(evidence, key=lambda one: -one.weight):
        if one.state not in states():
            continue
        seen = times[one.state, one.words.lower()]
        times[one.state, one.words.lower()] += 1
        # The same words again say little more: a word repeated a thousand times must not outweigh a
        # letterhead.
        totals[one.state] += one.weight * (_AGAIN[seen] if seen < len(_AGAIN) else 0.0)
        strongest.setdefault(one.state, one)
    for state in addressed & totals.keys():
        totals[state] *= _ADDRESSED
    ranked = sorted(totals, key=lambda state: (-totals[state], state))
    all_of_it = sum(totals.values())
    return [
        Suggestion(
            Field.SENDING_STATE,
            state,
            both(state_name(state)),
            strongest[state].words,
            strongest[state].start,
            strongest[state].end,
            round(min(0.99, totals[state] / (all_of_it + 2.0)), 2),
            strongest[state].because,
        )
        for state in ranked[:_SHOWN]
        if totals[state] >= _AT_LEAST
    ]


def _told(reason: Text, said: str) -> Text:
    words = " ".join(said.split())
    return Text(en=reason.en.replace("{words}", words), fr=reason.fr.replace("{words}", words))


_BECAUSE = {
    Zone.HEAD: Text(en="the letterhead names {words}", fr="l’en-tête nomme {words}"),
    Zone.SIGNATURE: Text(en="the signature names {words}", fr="la signature nomme {words}"),
    Zone.BODY: Text(en="the letter names {words}", fr="la lettre nomme {words}"),
    Zone.ADDRESSEE: Text(en="the addressee is {words}", fr="le destinataire est {words}"),
}
_SELF_BECAUSE = Text(en="the sender writes as {words}", fr="l’expéditeur écrit au nom de {words}")
_LANGUAGE_BECAUSE = Text(en="the language of the letter points there", fr="la langue de la lettre y renvoie")
