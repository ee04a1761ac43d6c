"""A real IMAP4rev1 server on the loopback (RFC 3501, with MOVE, UIDPLUS and STARTTLS), that keeps mail in memory.

It does what a server does and no favour more: literals and quoted strings are read as they come, messages have numbers
that shift, a folder that is not there is refused, `\\Deleted` stays until it is expunged. A test can have it break the
line before or after any command, which is how a crash looks from the other side.
"""

import asyncio
import base64
import re
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_TOKEN = re.compile(rb'\s*(?:"((?:\\.|[^"\\])*)"|\(|\)|([^\s()"]+(?:\[[^\]]*\](?:<[\d.]+>)?)?))')


class LineBroken(Exception):
    """The connection ends here."""


@dataclass
class Stored:
    """A message in a folder."""

    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Folder:
    """Messages in the order of their numbers."""

    validity: int = 1_700_000_000
    next_uid: int = 1
    messages: list[Stored] = field(default_factory=list)

    def put(self, raw: bytes) -> int:
        self.messages.append(Stored(self.next_uid, raw))
        self.next_uid += 1
        return self.next_uid - 1

    @property
    def contents(self) -> list[bytes]:
        """What is in it and not marked as deleted."""
        return [one.raw for one in self.messages if "\\Deleted" not in one.flags]


@dataclass
class Server:
    """What the server holds and how it behaves."""

    user: str = "liaison"
    password: str = "seven lanterns"
    capabilities: list[str] = field(default_factory=lambda: ["IMAP4rev1", "MOVE", "UIDPLUS", "AUTH=PLAIN"])
    folders: dict[str, Folder] = field(
        default_factory=lambda: {"INBOX": Folder(), "Processed": Folder(), "Trait&AOk-s": Folder()}
    )
    permanent_flags: str = "\\Seen \\Flagged \\Deleted \\*"
    read_only: bool = False
    chatty: bool = False
    lies_about: Callable[[Stored, bytes], bytes] | None = None
    break_at: Callable[[int, str], str | None] = lambda count, command: None
    trust: ssl.SSLContext | None = None
    port: int = 0
    commands: list[str] = field(default_factory=list)

    @property
    def inbox(self) -> Folder:
        return self.folders["INBOX"]


class _Session:
    """One connection."""

    def __init__(self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.selected: Folder | None = None
        self.known = False
        self.over = False

    async def run(self) -> None:
        try:
            self.say("* OK IMAP4rev1 of Valmont")
            while not self.over:
                await self.writer.drain()
                words = await self.words()
                if words:
                    await self.command(words)
            await self.writer.drain()
        except (LineBroken, ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            self.writer.close()

    async def words(self) -> list[str]:
        """A command, its strings and literals put together. Raises `LineBroken` at its end."""
        words: list[str] = []
        while True:
            line = await self.reader.readline()
            if not line.endswith(b"\r\n"):
                raise LineBroken
            literal = re.search(rb"\{(\d+)\}\r\n\Z", line)
            for one in _TOKEN.finditer(line[: literal.start()] if literal else line):
                quoted, atom = one[1], one[2]
                if quoted is not None:
                    words.append(re.sub(rb"\\(.)", rb"\1", quoted).decode())
                elif atom:
                    words.append(atom.decode())
            if literal is None:
                return words
            self.say("+ go on")
            await self.writer.drain()
            words.append((await self.reader.readexactly(int(literal[1]))).decode())

    async def command(self, words: list[str]) -> None:
        tag, name, rest = words[0], words[1].upper(), words[2:]
        if name == "UID":
            name, rest = f"UID {rest[0].upper()}", rest[1:]
        self.server.commands.append(name)
        breaks = self.server.break_at(len(self.server.commands), name)
        if breaks == "before":
            raise LineBroken
        answer = await self.obey(tag, name, rest)
        if breaks == "after":
            raise LineBroken
        self.say(f"{tag} {answer}")
        if name == "STARTTLS" and answer.startswith("OK"):
            await self.writer.drain()
            await self.writer.start_tls(self.server.trust)  # type: ignore[arg-type]

    async def obey(self, tag: str, name: str, rest: list[str]) -> str:
        match name:
            case "CAPABILITY":
                self.say("* CAPABILITY " + " ".join(self.server.capabilities))
                return "OK done"
            case "NOOP":
                return "OK done"
            case "STARTTLS":
                return "OK begin" if self.server.trust else "BAD no"
            case "LOGOUT":
                self.over = True
                self.say("* BYE until then")
                return "OK done"
            case "LOGIN":
                return self.admit(rest[0], rest[1])
            case "AUTHENTICATE":
                self.say("+ ")
                await self.writer.drain()
                given = base64.b64decode(await self.reader.readline()).decode().split("\0")
                return self.admit(given[1], given[2])
        if not self.known:
            return "NO log in first"
        return self.in_the_house(name, rest)

    def admit(self, user: str, password: str) -> str:
        self.known = (user, password) == (self.server.user, self.server.password)
        return "OK welcome" if self.known else "NO [AUTHENTICATIONFAILED] not known"

    def in_the_house(self, name: str, rest: list[str]) -> str:
        if name == "STATUS":
            if rest[0] not in self.server.folders:
                return "NO [NONEXISTENT] no such folder"
            self.say(f'* STATUS "{rest[0]}" (UIDNEXT {self.server.folders[rest[0]].next_uid})')
            return "OK done"
        if name == "SELECT":
            return self.select(rest[0])
        if self.selected is None or not name.startswith("UID "):
            return "BAD not now"
        return self.with_messages(name, rest, self.selected)

    def select(self, name: str) -> str:
        self.selected = self.server.folders.get(name)
        if self.selected is None:
            return "NO [NONEXISTENT] no such folder"
        self.say("* FLAGS (\\Seen \\Flagged \\Deleted)")
        self.say(f"* {len(self.selected.messages)} EXISTS")
        self.say("* 0 RECENT")
        self.say(f"* OK [PERMANENTFLAGS ({self.server.permanent_flags})] kept")
        self.say(f"* OK [UIDVALIDITY {self.selected.validity}] UIDs valid")
        return "OK [READ-ONLY] done" if self.server.read_only else "OK [READ-WRITE] done"

    def with_messages(self, name: str, rest: list[str], folder: Folder) -> str:
        if name == "UID SEARCH":
            found = [str(one.uid) for one in folder.messages if all(_matches(one, rest))]
            self.say(" ".join(["* SEARCH", *found]))
            return "OK done"
        wanted = _set(rest[0])
        chosen = [one for one in folder.messages if one.uid in wanted]
        match name:
            case "UID FETCH":
                for one in chosen:
                    self.fetch(folder.messages.index(one) + 1, one, rest[1:])
            case "UID STORE":
                for one in chosen:
                    one.flags |= set(rest[2:])
            case "UID COPY" | "UID MOVE":
                to = self.server.folders.get(rest[1])
                if to is None:
                    return "NO [TRYCREATE] no such folder"
                if name == "UID MOVE" and "MOVE" not in self.server.capabilities:
                    return "BAD not known"
                for one in chosen:
                    to.put(one.raw)
                    if name == "UID MOVE":
                        self.expunge(folder, one)
            case "UID EXPUNGE":
                for one in chosen:
                    if "\\Deleted" in one.flags:
                        self.expunge(folder, one)
            case _:
                return "BAD not known"
        return "OK done"

    def expunge(self, folder: Folder, one: Stored) -> None:
        number = folder.messages.index(one) + 1
        folder.messages.remove(one)
        self.say(f"* {number} EXPUNGE")

    def fetch(self, number: int, one: Stored, wanted: list[str]) -> None:
        if "RFC822.SIZE" in wanted:
            self.say(f"* {number} FETCH (UID {one.uid} RFC822.SIZE {len(one.raw)})")
        for word in wanted:
            if (asked := re.fullmatch(r"BODY\.PEEK\[\]<(\d+)\.(\d+)>", word)) is not None:
                begins, most = int(asked[1]), int(asked[2])
                body = one.raw[begins : begins + most]
                if self.server.lies_about:
                    body = self.server.lies_about(one, one.raw)
                if self.server.chatty:
                    self.say(f"* {number} FETCH (FLAGS (\\Seen))")
                    self.say(f"* {number} FETCH (BODY[]<{begins}> {{{len(body)}}}", body, f" UID {one.uid})")
                else:
                    self.say(f"* {number} FETCH (UID {one.uid} BODY[]<{begins}> {{{len(body)}}}", body, ")")

    def say(self, line: str, literal: bytes | None = None, after: str = "") -> None:
        self.writer.write(line.encode() + b"\r\n")
        if literal is not None:
            self.writer.write(literal + after.encode() + b"\r\n")


def _matches(one: Stored, criteria: list[str]) -> Iterator[bool]:
    waiting = iter(criteria)
    for criterion in waiting:
        match criterion.upper():
            case "UNDELETED":
                yield "\\Deleted" not in one.flags
            case "UNSEEN":
                yield "\\Seen" not in one.flags
            case "UNFLAGGED":
                yield "\\Flagged" not in one.flags
            case "UNKEYWORD":
                yield next(waiting) not in one.flags
            case _:
                yield False


def _set(text: str) -> set[int]:
    chosen: set[int] = set()
    for one in text.split(","):
        begins, _, ends = one.partition(":")
        chosen |= set(range(int(begins), int(ends or begins) + 1))
    return chosen


@contextmanager
def open_mailbox(server: Server, *, implicit: ssl.SSLContext | None = None) -> Iterator[Server]:
    """The server for as long as the block lasts, in a thread of its own."""
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(lambda loop, context: None)
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _Session(server, reader, writer).run()

    async def begin() -> asyncio.Server:
        return await asyncio.start_server(connected, "127.0.0.1", 0, ssl=implicit)

    async def end() -> None:
        listening.close()
        here = asyncio.current_task()
        talking = [task for task in asyncio.all_tasks() if task is not here]
        for task in talking:
            task.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        await asyncio.sleep(0)

    listening = asyncio.run_coroutine_threadsafe(begin(), loop).result(5)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(end(), loop).result(5)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
