"""The process that parses: it gives up its own freedom first, reads one file on its standard input, answers
in JSON.

Its limits hold whatever a parser does: address space, processor time, no core, no file written, and (by an
audit hook) no socket and no other process. It knows neither the path of the file nor anything of the house.
"""

import json
import os
import resource
import sys
from dataclasses import asdict

from entraide.assistance.domain.opening.opened import Gathered, Limits

FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "ftplib.",
    "urllib.",
)


class Forbidden(BaseException):
    """A parser tried to reach out of the process. Not an `Exception`, so that no parser swallows it."""


def confine(limits: Limits) -> None:
    """Set the limits, none of which can be raised again."""
    for kind, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(kind, (most, most))


def forbid_reaching_out() -> None:
    """From here on opening a socket or starting a process ends this one.

    An audit hook cannot be taken out again.
    """

    def refuse(event: str, _arguments: tuple[object, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise Forbidden(event)

    sys.addaudithook(refuse)


def main(settings: str) -> None:
    """Read, parse, answer. `settings` is JSON: the limits and the bare name of the file."""
    asked = json.loads(settings)
    limits = Limits(**asked["limits"])
    confine(limits)
    # After the limits, because the parsers' own code must not be able to take more either.
    from entraide.assistance.domain.opening.parsing import Parsing
    from entraide.assistance.domain.opening.refusals import Damaged, NotOpened, TookTooMuchMemory

    forbid_reaching_out()
    try:
        with os.fdopen(0, "rb") as source:
            data = source.read(limits.size + 1)
        answer = told(Parsing(limits).open(data, name=asked["name"]))
    except NotOpened as refusal:
        answer = {"refused": refusal.code}
    except MemoryError:
        answer = {"refused": TookTooMuchMemory.code}
    except RecursionError:
        answer = {"refused": Damaged.code}
    _answer(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))


def told(gathered: Gathered) -> dict[str, object]:
    """What was gathered, as JSON can carry it."""
    return {
        "media_type": gathered.media_type,
        "text": gathered.text,
        "truncated": gathered.truncated,
        "title": gathered.title,
        "sender": gathered.sender,
        "reply_to": gathered.reply_to,
        "recipients": gathered.recipients,
        "sent_at": gathered.sent_at.isoformat() if gathered.sent_at else None,
        "attachments": [asdict(attachment) for attachment in gathered.attachments],
        "warnings": sorted(gathered.warnings),
    }


def _answer(payload: bytes) -> None:
    view = memoryview(payload)
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    main(sys.argv[1])
