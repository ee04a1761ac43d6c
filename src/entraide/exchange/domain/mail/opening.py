"""A mail opened: what is encrypted is decrypted, what is signed is kept beside its signature. Nothing is believed yet.

Only what wraps the mail as a whole is opened. A part that is encrypted or signed in the midst of others is left as it
is: mail programs that decrypted such parts were made to tell what they had read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from asn1crypto import core

from entraide.exchange.domain.mail.addresses import sender_of
from entraide.exchange.domain.mail.entities import MOST_BYTES, Entity, decoded_body, parts_of, read_entity
from entraide.exchange.domain.mail.envelopes import ASN1_FAULTS, opened, read_cms
from entraide.exchange.domain.mail.errors import MailNestedTooDeep, MailUnreadable
from entraide.exchange.domain.mail.keys import MailKey
from entraide.kernel.errors import Refusal

MOST_LAYERS: Final = 4
"""The most layers around a mail: signed, encrypted, signed again (RFC 2634, 1.1), and one to spare."""
_SIGNATURES: Final = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature"})
_WRAPPED: Final = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_ENVELOPES: Final = frozenset({"enveloped_data", "authenticated_enveloped_data"})
_MOST_PARTS: Final = 100
_MOST_DEPTH: Final = 8


@dataclass(frozen=True, slots=True)
class Claim:
    """What says of itself that it signs these bytes; `signature` is empty where it cannot even be found."""

    signature: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A mail as it came (`outer`) and what it holds once every layer is off (`content`).

    `claims` are the signatures over the content itself, the innermost last; `carried` are those over what is encrypted,
    which tell who passed it on and not who wrote it.
    """

    outer: Entity
    content: Entity
    encrypted: bool
    claims: tuple[Claim, ...]
    carried: tuple[Claim, ...]
    signed_in_part: bool

    @property
    def said(self) -> Entity:
        """Where the headers are to be read: inside, where they were put under protection (RFC 9788), else outside."""
        return self.content if self._protected else self.outer

    @property
    def sender(self) -> str | None:
        """Who it says wrote it, inside and outside the same; None where that is not one address."""
        outside = sender_of(self.outer)
        return outside if not self._protected or sender_of(self.content) == outside else None

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hexadecimal: by it a mail is recognised that comes again, wrapped anew."""
        return sha256(canonical(self.content.raw)).hexdigest()

    @property
    def _protected(self) -> bool:
        wrapped = self.encrypted or bool(self.claims)
        return wrapped and self.content.parameter("hp").lower() in {"clear", "cipher"}


def open_mail(raw: bytes, keys: Sequence[MailKey] = (), *, most: int = MOST_BYTES) -> Opened:
    """The mail in these bytes, decrypted with whichever of our keys it was encrypted to.

    Raises `MailTooLarge`, `MailUnreadable`, `MailNotOpened`, `MailNestedTooDeep`. A signature that cannot be read is
    no reason: it is a claim that `verify` finds broken.
    """
    outer = read_entity(raw, most=most)
    entity, claims, carried, encrypted = outer, list[Claim](), list[Claim](), False
    for _ in range(MOST_LAYERS + 1):
        if _is_signed_apart(entity):
            claim, inner = _split(entity)
            claims.append(claim)
            if inner is None:
                break
            entity = inner
        elif (layer := _unwrapped(entity, keys)) is None:
            break
        elif isinstance(layer, Claim):
            claims.append(layer)
            entity = read_entity(layer.content, most=most)
        else:
            carried, claims, encrypted = [*carried, *claims], [], True
            entity = read_entity(layer, most=most)
    else:
        raise MailNestedTooDeep(most=MOST_LAYERS)
    in_part = not claims and _has_signed_part(entity)
    return Opened(outer, entity, encrypted, tuple(claims), tuple(carried), in_part)


def canonical(content: bytes) -> bytes:
    """The form in which text is signed: every line ends in CRLF (RFC 8551, 3.1.1)."""
    return re.sub(rb"\r?\n", b"\r\n", content)


def _is_signed_apart(entity: Entity) -> bool:
    return entity.media_type == "multipart/signed" and entity.parameter("protocol").lower() in _SIGNATURES


def _split(entity: Entity) -> tuple[Claim, Entity | None]:
    """The claim of a multipart/signed and what it speaks of; a broken claim and None where it has not two parts."""
    broken = Claim(b"", entity.body)
    try:
        signed, signature = parts_of(entity, most=2)
        content = read_entity(signed)
    except (Refusal, ValueError):
        return broken, None
    try:
        return Claim(decoded_body(read_entity(signature)), canonical(signed)), content
    except Refusal:
        return Claim(b"", canonical(signed)), content


def _unwrapped(entity: Entity, keys: Sequence[MailKey]) -> Claim | bytes | None:
    """What an application/pkcs7-mime holds: decrypted bytes, or a claim with its content. None where it is no layer."""
    if not _is_wrapped(entity):
        return None
    data = decoded_body(entity)
    found = read_cms(data)
    kind = found["content_type"].native
    if kind in _ENVELOPES:
        return opened(found, keys)
    if kind != "signed_data":
        raise MailUnreadable(where=f"cms {kind[:40]}")
    try:
        signed = found["content"]
        content = signed["encap_content_info"]["content"]
        # Certificates alone, as they are sent to be kept (RFC 8551, 3.8): nothing is signed.
        if not len(signed["signer_infos"]) or content is core.VOID or content.native is None:
            return None
        return Claim(data, bytes(content.native))
    except ASN1_FAULTS as fault:
        raise MailUnreadable(where="cms") from fault


def _is_wrapped(entity: Entity) -> bool:
    if entity.media_type in _WRAPPED:
        return True
    # Some mail programs and gateways know the file by its name alone.
    name = entity.parameter("name").lower()
    return entity.media_type == "application/octet-stream" and name.endswith(".p7m")


def _has_signed_part(entity: Entity, depth: int = 0) -> bool:
    """Whether a part among others is signed. A mail that is attached is another mail, whatever it is."""
    if depth > _MOST_DEPTH or not entity.media_type.startswith("multipart/"):
        return False
    try:
        parts = [read_entity(part) for part in parts_of(entity, most=_MOST_PARTS)]
    except Refusal:
        return False
    return any(
        _is_signed_apart(part)
        or part.media_type in _SIGNATURES | _WRAPPED
        or _has_signed_part(part, depth + 1)
        for part in parts
    )
