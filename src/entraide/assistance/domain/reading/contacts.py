"""E-mail addresses, web addresses and telephone numbers of a letter, and what state their domain or prefix
is of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import phonenumbers

from entraide.assistance.domain.reading.suggestion import Field, Suggestion
from entraide.kernel.languages import Text

_MOST = 200
_SHOWN = 100
_LOCAL = r"[A-Za-z0-9][A-Za-z0-9._%+\-]{0,63}"
_HOST = r"[A-Za-z0-9\-\u00a1-\uffff]{1,63}(?:(?:\.|\[\.\]|\(\.\)| ?\[dot\] ?)[A-Za-z0-9\-\u00a1-\uffff]{1,63}){1,6}"
# The look-behind lets an address begin only where a word begins, so that a long run of letters is tried once.
_EMAIL = re.compile(rf"(?<![A-Za-z0-9._%+\-])({_LOCAL})(?:@|\[@\]|\[at\]|\(at\)| \[at\] | \(at\) )({_HOST})")
_URL = re.compile(
    r"(?<![A-Za-z0-9])(?:h(?:tt|xx)ps?(?:\[:\]|:)//|www(?:\.|"
    r"\[\.\]))[^\s<>\"'«»“”\[\]]{1,40}(?:[^\s<>\"'«»“”]{0,1960})",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/.\-+])(?:\+|00(?=[1-9]))[ \u00a0]?\d(?:[ \u00a0().\-/]{0,3}\d){6,15}(?!\d)")
_LABELLED = re.compile(
    r"\b(?:tel|tél|telephone|téléphone|phone|fax|télécopieur|mobile|cell|teléfono|telefono|telefon|"
    r"телефон|тел)\b\.?[^\S\n]{0,5}"
    r"(?:no|n°|number)?\.?[^\S\n]{0,3}[:：]?[^\S\n]{0,5}(\(?\d(?:[ \u00a0().\-/]{0,3}\d){6,14})(?!\d)",
    re.IGNORECASE,
)

# Country codes of domains that the world buys for their sound; and webmail, which says nothing of a state.
_BOUGHT = frozenset(
    "ac ag ai am bz cc cd co fm gg gl im io la li ly me mu nu sc sh so st sx tk to tv vc vg ws eu su".split()
)
_WEBMAIL = frozenset(
    "gmail googlemail hotmail outlook live yahoo ymail proton protonmail tutanota icloud aol gmx web "
    "mail yandex rambler bk inbox list "
    "qq 163 126 sina naver daum orange wanadoo free laposte sfr videotron bell telus rogers t-online "
    "libero virgilio terra uol seznam "
    "wp onet interia abv ukr".split()
)
_OFFICIAL_LABELS = frozenset(
    "gov gob gouv govt go gub guv mil police polizei policia politie poliisi polisen politi justice "
    "interieur gendarmerie gc admin gv "
    "polri mvd mps prokuratura bka interior mj mpf dpf pf minv".split()
)
_OFFICIAL_HOSTS = {
    "gc.ca": "CA",
    "admin.ch": "CH",
    "police.uk": "GB",
    "gov": "US",
    "mil": "US",
    "fed.us": "US",
    "polizei.de": "DE",
    "bund.de": "DE",
    "guardiacivil.es": "ES",
    "policia.es": "ES",
    "interno.it": "IT",
    "giustizia.it": "IT",
    "politie.nl": "NL",
    "polisen.se": "SE",
    "police.be": "BE",
    "politi.dk": "DK",
    "politiet.no": "NO",
    "poliisi.fi": "FI",
    "garda.ie": "IE",
    "rkn.gov.ru": "RU",
    "pj.pt": "PT",
    "just.fgov.be": "BE",
    "fgov.be": "BE",
    "om.nl": "NL",
    "etat.lu": "LU",
    "europa.eu": "",
    "interpol.int": "",
}
_TLD_STATES = {
    "uk": "GB",
    "gov": "US",
    "mil": "US",
    "рф": "RU",
    "xn--p1ai": "RU",
    "cat": "ES",
    "scot": "GB",
    "wales": "GB",
    "quebec": "CA",
    "berlin": "DE",
    "paris": "FR",
    "中国": "CN",
    "укр": "UA",
    "tokyo": "JP",
    "swiss": "CH",
    "wien": "AT",
    "bzh": "FR",
}


@dataclass(frozen=True, slots=True)
class Contact:
    """One address or number of the letter; `value` is canonical, `domain` empty for numbers."""

    kind: Field
    value: str
    words: str
    start: int
    end: int
    domain: str = ""


def contacts_of(text: str) -> list[Contact]:
    """Every address and number, first come first kept, a bounded number of each.

    Defanged ones are read too.
    """
    return [*_emails(text), *_urls(text), *_phones(text)]


def _emails(text: str) -> Iterator[Contact]:
    for number, match in enumerate(_EMAIL.finditer(text)):
        if number >= _MOST:
            return
        domain = _refanged(match.group(2)).rstrip(".-").lower()
        if "." in domain and not domain.rsplit(".", 1)[-1].isdigit():
            value = f"{match.group(1).lower()}@{domain}"
            yield Contact(Field.EMAIL, value, match.group(), match.start(), match.end(), domain)


def _urls(text: str) -> Iterator[Contact]:
    for number, match in enumerate(_URL.finditer(text)):
        if number >= _MOST:
            return
        words = match.group().rstrip(".,;:!?)]}>*_`’”»。，；、）")
        if words.count("(") > words.count(")"):
            words += ")" if text[match.start() + len(words) : match.start() + len(words) + 1] == ")" else ""
        value = _refanged(words)
        if value.lower().startswith("www"):
            value = f"http://{value}"
        host = (
            re.split(r"[/?#]", value.split("//", 1)[-1], maxsplit=1)[0]
            .rsplit("@", 1)[-1]
            .split(":")[0]
            .lower()
        )
        if "." in host:
            yield Contact(Field.URL, value, words, match.start(), match.start() + len(words), host)


def _refanged(words: str) -> str:
    """«hxxps[:]//example[.]org» as it was. Only ever shown and stored as text: nothing here is followed."""
    plain = re.sub(r"\[\.\]|\(\.\)| ?\[dot\] ?", ".", words.replace("[:]", ":"))
    return re.sub(r"\Ahxxp", "http", plain, flags=re.IGNORECASE)


def _phones(text: str) -> Iterator[Contact]:
    for number, match in enumerate(_PHONE.finditer(text)):
        if number >= _MOST:
            return
        digits = re.sub(r"\D", "", match.group())
        parsed = _parsed("+" + digits.removeprefix("00"))
        if parsed:
            yield Contact(Field.PHONE, parsed, match.group(), match.start(), match.end())
    for number, match in enumerate(_LABELLED.finditer(text)):
        if number >= _MOST:
            return
        digits = re.sub(r"\D", "", match.group(1))
        if not digits.startswith("00"):
            yield Contact(Field.PHONE, digits, match.group(1), match.start(1), match.end(1))


def _parsed(number: str) -> str:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(parsed):
        return ""
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def dialled_state(number: str) -> str:
    """The state of an E.164 number; empty when it is a national number or of no state."""
    if not number.startswith("+"):
        return ""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return ""
    if region and region != "001":
        return str(region)
    return ""


def domain_state(domain: str) -> tuple[str, bool]:
    """The state a domain is of, and whether it is an official one.

    Empty for webmail and codes sold to anyone.
    """
    labels = domain.lower().strip(".").split(".")
    if len(labels) < 2:
        return "", False
    for count in (3, 2, 1):
        state = _OFFICIAL_HOSTS.get(".".join(labels[-count:]))
        if state is not None:
            return state, bool(state)
    if labels[-2] in _WEBMAIL:
        return "", False
    top = labels[-1]
    official = (
        bool(_OFFICIAL_LABELS & set(labels[-3:-1]))
        or "police" in domain
        or "polizei" in domain
        or "politi" in domain
    )
    state = _TLD_STATES.get(top) or (top.upper() if len(top) == 2 and top.isascii() else "")
    if not state or (top in _BOUGHT and not official):
        return "", False
    return state, official


def contact_suggestions(contacts: Sequence[Contact]) -> list[Suggestion]:
    """The contacts as suggestions, each value once, in the order of the letter."""
    seen: dict[tuple[Field, str], Suggestion] = {}
    for contact in contacts:
        key = (contact.kind, contact.value)
        if key in seen or sum(1 for kind, _ in seen if kind is contact.kind) >= _SHOWN:
            continue
        national = contact.kind is Field.PHONE and not contact.value.startswith("+")
        seen[key] = Suggestion(
            contact.kind,
            contact.value,
            contact.value,
            contact.words,
            contact.start,
            contact.end,
            0.6 if national else 0.9,
            _NATIONAL if national else _WRITTEN[contact.kind],
        )
    return list(seen.values())


_WRITTEN = {
    Field.EMAIL: Text(en="written as an e-mail address", fr="écrit comme une adresse de courriel"),
    Field.URL: Text(en="written as a web address", fr="écrit comme une adresse Web"),
    Field.PHONE: Text(en="written as an international number", fr="écrit comme un numéro international"),
}
_NATIONAL = Text(
    en="called a telephone number, without a prefix", fr="donné comme numéro de téléphone, sans indicatif"
)
