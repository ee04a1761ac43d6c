"""Bytes to text, and the repair of text that was encoded twice."""

import codecs
import re

SAMPLE = 65_536

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Everything below space but tab and newline, DEL and the C1 block; lone surrogates cannot be stored as UTF-8.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# Accented letters of Western Europe, never three in a row: other alphabets read as Windows-1252 come in long
# runs.
_ACCENTED = "[«»’‘“”–—…•°§©®€£º ¿¡àâäáãåæçéèêëíîïñóôöõøœúùûüßÀÂÄÁÃÅÆÇÉÈÊËÍÎÏÑÓÔÖÕØŒÚÙÛÜ]"
_WESTERN = re.compile(f"(?:[\\x01-\\x7f]++|{_ACCENTED}{{1,2}}(?![^\\x00-\\x7f]))*+")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def decoded(data: bytes, *, declared: str = "") -> tuple[str, bool]:
    """The text of `data` and whether its encoding is certain.

    A mark, UTF-8, the declared one, then a guess on a sample.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), True
    strict = utf8_or_none(data)
    if strict is not None:
        return strict, True
    if declared:
        try:
            return data.decode(declared, errors="replace"), True
        except LookupError:
            pass  # The letter declares an encoding that does not exist: guess, as if it had declared none.
    return data.decode(_guessed(data[:SAMPLE]), errors="replace"), False


def _guessed(sample: bytes) -> str:
    """Western European when it reads like it, because short letters in French are taken for Czech
    otherwise."""
    try:
        if _WESTERN.fullmatch(sample.decode("cp1252")):
            return "cp1252"
    except UnicodeDecodeError:
        pass  # One of the five bytes Windows-1252 leaves empty: some other encoding then.
    # Loaded here because most letters never need it, and it takes longer to load than they do to read.
    from charset_normalizer import from_bytes

    best = from_bytes(sample, enable_fallback=True).best()
    return best.encoding if best else "cp1252"


def utf8_or_none(data: bytes) -> str | None:
    """Strict UTF-8, forgiving only a last letter cut in two by a limit on size."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        return decoder.decode(data)
    except UnicodeDecodeError:
        return None


def normalised(text: str) -> str:
    """Newlines as «\\n», no control characters, no lone surrogates: what may be stored, shown and matched."""
    return _CONTROLS.sub("", _NEWLINES.sub("\n", text))


# A letter above U+007F in UTF-8 is a lead byte C2..F4 and one to three bytes 80..BF. Read wrongly as
# Windows-1252, the latter become C1 controls, Latin-1 signs or one of the 27 signs below.
_CP1252_HIGH = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TAIL = f"[\u0080-\u00bf{_CP1252_HIGH}]"
_TWICE = re.compile(f"[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}}")
_BYTE_OF = {
    **{chr(code): code for code in range(0x80, 0x100)},
    **{sign: sign.encode("cp1252")[0] for sign in _CP1252_HIGH},
}


def repaired(text: str) -> str:
    """`text` with letters that were encoded to UTF-8 twice put right («EspaÃ±a» gives «España»).

    Linear in its length.
    """
    return _TWICE.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    raw = bytes(_BYTE_OF[letter] for letter in match.group())
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
