"""What an act leaves behind: the base of every package's events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar
from uuid import UUID

from entraide.kernel.languages import Text


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing done. Subclasses are named in the past tense and set `code` («assistance.routed») and `sentence`.

    `facts` go into the entry itself and must hold no personal data: codes, uuids, dates, digests.
    `detail` is held beside the entry, bound by a salted digest: what a person reads in the timeline.
    """

    code: ClassVar[str]
    # What an auditor reads beside the code («Routed a request»). Without one the code stands alone.
    sentence: ClassVar[Text] = Text(en="", fr="")
    case: UUID | None = None
    subject: UUID | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    detail: Mapping[str, object] = field(default_factory=dict)
