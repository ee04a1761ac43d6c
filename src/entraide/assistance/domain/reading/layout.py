"""Where in a letter a thing stands.

Letterhead, addressee, body, signature. A state named in one is not one named in another.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum


class Zone(StrEnum):
    HEAD = "head"
    ADDRESSEE = "addressee"
    BODY = "body"
    SIGNATURE = "signature"


_TO = re.compile(
    r"\s{0,20}(?:to|attn|attention|for the attention of|addressed to|addressee|destinataire|"
    r"à l[’']attention d[eu]s?|a l[’']attention d[eu]s?"
    r"|à|pour|an|an das|an die|zu händen|z\.\s?hd\.|empfänger|para|destinatario|destinatário|alla|"
    r"all[’']attenzione|spett|aan|t\.a\.v"
    r"|requested (?:state|authority|party|country)|executing (?:state|authority)|état requis|etat requis|"
    r"autorité requise|pays requis|estado requerido|autoridad requerida"
    r"|ersuchte (?:behörde|staat)|кому|в адрес|запрашиваемая сторона|收件人|致|إلى|السادة)\s{0,5}[:：]",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\s{0,20}(?:from|de|von|da|van|от кого|от|requesting (?:state|authority|party|country)|"
    r"issuing (?:state|authority)|"
    r"état requérant|etat requérant|autorité requérante|pays requérant|estado requirente|"
    r"autoridad requirente|expéditeur|expediteur|sender|absender|"
    r"remitente|mittente|country|pays|país|land|origin|origine|ersuchende behörde|ersuchender staat|"
    r"запрашивающая сторона|发件人|من)\s{0,5}[:：]",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\s{0,20}(?:date|our ref|your ref|ref|réf|n/réf|v/réf|notre référence|subject|objet|re|betreff|"
    r"asunto|assunto|oggetto|betreft|aktenzeichen|"
    r"case|dossier|file|tel|tél|telephone|phone|fax|e-?mail|courriel|cc|expediente|тема|дата|исх|主题|日期|"
    r"urgency|classification)"
    r"\.?\s{0,5}(?:no|nr|n°|number)?\.?\s{0,5}[:：№]",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"\s{0,20}(?:dear\b|to whom|hello\b|hi\b|greetings|good (?:morning|day|afternoon)|sirs?\b,|"
    r"sir or madam|your excellency|esteemed|"
    r"madame\b|monsieur\b|mesdames|messieurs|ma?î?tre,|cher |chère |chers |bonjour|sehr geehrte|werte|"
    r"guten tag|estimad|distinguid|muy señor|"
    r"excelent|prezad|exm[oa]|gentil|egregi|illustr|spett|geachte|beste |уважаем|здравствуйте|добрый день|"
    r"шановн|尊敬的|您好|你好|敬启者|拝啓|"
    r"arvoisa|hyvä |kære |kjære |ärade|bästa |hej\b|szanown|vážen|tisztelt|stimat|poštovan|sayın|αξιότιμ|"
    r"السيد|السادة|تحية|kính gửi|yth\b)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"\s{0,20}(?:(?:yours )?(?:sincerely|faithfully|truly|respectfully)|respectfully|(?:best|kind|warm|"
    r"kindest|with kind|with best) (?:regards|wishes)|"
    r"regards|best\b\s{0,3},|thanks?\b[^.]{0,30}$|thank you|with respect|cordially|cordialement|"
    r"bien à vous|veuillez agréer|je vous prie d|nous vous prions d|recevez|"
    r"salutations|respectueusement|sincères salutations|mit freundlichen|hochachtungsvoll|"
    r"freundliche grüsse|freundliche grüße|atentamente|saludos|"
    r"cordialmente|le saluda|atenciosamente|com os melhores|respeitosamente|distinti saluti|"
    r"cordiali saluti|met vriendelijke|hoogachtend|"
    r"с уважением|з повагою|с почитание|с поштовањем|此致|谢谢|顺颂|敬具|med vänlig|vänliga|med venlig|"
    r"med vennlig|ystävällisin|kunnioitt|z poważaniem|"
    r"s pozdravem|s úctou|s pozdravom|üdvözlettel|tisztelettel|cu stimă|cu respect|s poštovanjem|saygıla|"
    r"με εκτίμηση|مع التقدير|مع خالص|وتفضلوا|"
    r"trân trọng|hormat kami|signed\b|signé|firmado|gezeichnet)",
    re.IGNORECASE,
)
# How a block that names an addressee begins, label or not. The article matters: «Director of …» signs, «The
# Director» is written to.
_RECIPIENT = re.compile(
    r"\s{0,20}(?:the (?:director|central|competent|minister|ministry|attorney|secretary|liaison|nodal|"
    r"commissioner|head|chief|honou?rable|registrar|legal|custodian|manager|"
    r"officer)|to the|to,|messrs|mr\.? |mrs\.? |ms\.? |m\. |monsieur l|madame l|monsieur |madame |"
    r"aux autorités|à monsieur|à madame|señor|señores|a las autoridades|"
    r"al ministerio|a la autoridad|herrn|frau |an das|an die|an den|alle competenti|all[ae] |al ministero|"
    r"ao |à autoridade|aan |до |компетентным|в министерство|в генеральн)",
    re.IGNORECASE,
)
_LINES = 4_000
_SALUTATION_WITHIN = 60
_HEAD_LINES = 8
_SIGNATURE_LINES = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One line and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The zones of a letter, in order."""

    starts: tuple[int, ...]
    zones: tuple[Zone, ...]
    salutation: int

    def zone_at(self, offset: int) -> Zone:
        """The zone of the letter at `offset`."""
        return self.zones[max(0, bisect_right(self.starts, offset) - 1)]


def lines_of(text: str) -> list[Line]:
    """The lines of `text`, up to a few thousand; a longer letter's last «line» is all the rest."""
    lines: list[Line] = []
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        if end < 0 or len(lines) >= _LINES:
            end = len(text)
        lines.append(Line(text[at:end], at, end))
        at = end + 1
    return lines


def layout_of(text: str) -> Layout:
    """Tells the zones by salutation, closing formulas and the labels of the lines («To:», «À :»,
    «Requested state:»)."""
    lines = lines_of(text)
    zones = [Zone.BODY] * len(lines)
    salutation = next(
        (number for number, line in enumerate(lines[:_SALUTATION_WITHIN]) if _SALUTATION.match(line.text)), -1
    )
    _head(lines, zones, salutation)
    _labelled(lines, zones)
    _signatures(lines, zones)
    if salutation >= 0:
        zones[salutation] = Zone.ADDRESSEE if len(lines[salutation].text) < 120 else Zone.BODY
    return Layout(
        tuple(line.start for line in lines),
        tuple(zones),
        lines[salutation].start if salutation >= 0 else -1,
    )


def _head(lines: list[Line], zones: list[Zone], salutation: int) -> None:
    """Before the salutation.

    First the letterhead, and in the last block of its own the one it is written to.
    """
    until = salutation if salutation >= 0 else _first_lines(lines)
    blocks = _blocks(lines, until)
    for block in blocks:
        for number in block:
            zones[number] = Zone.HEAD
    for block in blocks[1:]:
        if _RECIPIENT.match(lines[block[0]].text):
            _mark_addressee(lines, zones, block)
            return
    if salutation < 0:
        return
    named = [block for block in blocks[1:] if not all(_LABEL.match(lines[number].text) for number in block)]
    for block in reversed(named):
        if not any(_FROM.match(lines[number].text) for number in block) and not _is_title(lines, block):
            _mark_addressee(lines, zones, block)
            return


def _mark_addressee(lines: list[Line], zones: list[Zone], block: list[int]) -> None:
    for number in block:
        if not _LABEL.match(lines[number].text) and len(lines[number].text) < 160:
            zones[number] = Zone.ADDRESSEE


def _is_title(lines: list[Line], block: list[int]) -> bool:
    """One line that is a subject or a date, not a name: it has digits, or shouts, or is long."""
    if len(block) > 1:
        return False
    text = lines[block[0]].text.strip()
    return text.isupper() or len(text) > 70 or sum(letter.isdigit() for letter in text) >= 4


def _first_lines(lines: list[Line]) -> int:
    """Without a salutation the letterhead is taken to be the first few short lines."""
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if len(line.text) > 160 or (len(line.text) > 40 and line.text.rstrip().endswith(".")):
            return number
    return min(len(lines), _HEAD_LINES)


def _blocks(lines: list[Line], until: int) -> list[list[int]]:
    blocks: list[list[int]] = [[]]
    for number in range(until):
        if lines[number].text.strip():
            blocks[-1].append(number)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _labelled(lines: list[Line], zones: list[Zone]) -> None:
    """Labels say it outright, wherever they stand."""
    current: Zone | None = None
    for number, line in enumerate(lines):
        if not line.text.strip() or _SALUTATION.match(line.text) or _LABEL.match(line.text):
            current = None
        elif _FROM.match(line.text):
            current = Zone.SIGNATURE
        elif _TO.match(line.text):
            current = Zone.ADDRESSEE
        if current is not None and len(line.text) < 300:
            zones[number] = current


def _signatures(lines: list[Line], zones: list[Zone]) -> None:
    last = 0
    for number, line in enumerate(lines):
        if len(line.text) < 400 and _CLOSING.match(line.text):
            last = number
            for after in range(number, min(len(lines), number + _SIGNATURE_LINES)):
                if after > number and (_SALUTATION.match(lines[after].text) or len(lines[after].text) > 300):
                    break
                if zones[after] is Zone.BODY:
                    zones[after] = Zone.SIGNATURE
    if last:
        return
    spoken = [number for number, line in enumerate(lines) if line.text.strip()]
    for number in spoken[-5:]:
        written = lines[number].text.rstrip()
        if zones[number] is Zone.BODY and len(written) < 100 and not written.endswith((".", ":", ";")):
            zones[number] = Zone.SIGNATURE
