"""The way between the nodes: each stands behind a door that listens at the address on its card, and harms what passes.

What passed is remembered for a while and handed in again later, at the right door or at another.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from tests.exchange.soaking.faults import Fault, Faults

REMEMBERED = 60
READ_SECONDS = 30.0
BROKEN = (OSError, EOFError, asyncio.LimitOverrunError, TimeoutError)


@dataclass(frozen=True)
class Request:
    """One request as it came."""

    head: bytes
    body: bytes


@dataclass
class Door:
    """Where one node is reached."""

    port: int
    behind: int
    shut: bool = False


@dataclass
class Doors:
    """Every door, and what passed lately."""

    faults: Faults
    doors: list[Door]
    passed: deque[tuple[Request, Door]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    later: set["asyncio.Task[None]"] = field(default_factory=set)

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        """Listen until told to stop."""
        servers = [
            await asyncio.start_server(self._caller(door), "127.0.0.1", door.port) for door in self.doors
        ]
        replaying = asyncio.create_task(self._replay())
        ready.set()
        await stop.wait()
        replaying.cancel()
        for server in servers:
            server.close()

    def _caller(self, door: Door) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
        async def called(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            with suppress(*BROKEN):
                while (request := await _read(reader)) is not None:
                    answer = await self._through(request, door)
                    if answer is None:
                        break
                    writer.write(answer)
                    await writer.drain()
                    if isinstance(answer, _Half):
                        break
            writer.close()

        return called

    async def _through(self, request: Request, door: Door) -> bytes | None:
        """The answer that the sender gets; None when its line is cut."""
        if door.shut:
            self.faults.count("at a shut door")
            return None
        fault, chance = self.faults.draw(), self.faults.chance
        if self.faults.on:
            self.passed.append((request, door))
        match fault:
            case Fault.CUT_BEFORE:
                return None
            case Fault.CUT_WITHIN:
                await _forward(request, door, until=chance.random())
                return None
            case Fault.CUT_AFTER:
                await _forward(request, door, until=1.0)
                return None
            case Fault.CUT_ANSWER:
                await _forward(request, door)
                return None
            case Fault.HALF_ANSWER:
                answer = await _forward(request, door)
                return answer and _Half(answer[: int(len(answer) * chance.random())])
            case Fault.DELAY:
                await asyncio.sleep(chance.random() * 1.5)
            case Fault.DUPLICATE:
                first, second = await asyncio.gather(
                    _forward(request, door), self._soon(request, door, None, chance.random() * 0.2)
                )
                return first if chance.random() < 0.5 else second
            case Fault.HALF_DUPLICATE:
                answer, _ = await asyncio.gather(
                    _forward(request, door),
                    self._soon(request, door, chance.random(), chance.random() * 0.2),
                )
                return answer
            case Fault.HOLD:
                self._later(request, door, 0.5 + chance.random() * 4)
                return None
            case Fault.FLIP:
                request = replace(request, body=self._flipped(request.body))
        answer = await _forward(request, door)
        if fault is Fault.FLIP_ANSWER and answer:
            head, gap, body = answer.partition(b"\r\n\r\n")
            answer = head + gap + self._flipped(body)
        return answer

    async def _soon(self, request: Request, door: Door, until: float | None, seconds: float) -> bytes | None:
        await asyncio.sleep(seconds)
        return await _forward(request, door, until=until)

    def _later(self, request: Request, door: Door, seconds: float) -> None:
        async def hand_in() -> None:
            await self._soon(request, door, None, seconds)

        task = asyncio.create_task(hand_in())
        self.later.add(task)
        task.add_done_callback(self.later.discard)

    def _flipped(self, body: bytes) -> bytes:
        changed, chance = bytearray(body), self.faults.chance
        for _ in range(chance.randint(1, 3) if body else 0):
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        return bytes(changed)

    async def _replay(self) -> None:
        while True:
            await asyncio.sleep(0.4)
            if not (self.faults.on and self.passed):
                continue
            chance = self.faults.chance
            request, door = self.passed[chance.randrange(len(self.passed))]
            other = self.doors[chance.randrange(len(self.doors))]
            self.faults.count("replayed" if other is door else "replayed at another node")
            self._later(request, other, 0.0)


class _Half(bytes):
    """An answer after which the line is cut."""


@contextmanager
def standing(doors: Doors) -> Iterator[None]:
    """The doors, open on a thread of their own."""
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    thread = threading.Thread(target=lambda: loop.run_until_complete(doors.serve(ready, stop)), daemon=True)
    thread.start()
    assert ready.wait(10), "the doors did not open"
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    return Request(head, await reader.readexactly(_length(head)))


async def _forward(request: Request, door: Door, *, until: float | None = None) -> bytes | None:
    """Hand a request in and bring the answer; with `until`, hand in that share of its body and hang up."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", door.behind)
    except OSError:
        return None
    try:
        body = request.body if until is None else request.body[: int(len(request.body) * until)]
        writer.write(request.head + body)
        await writer.drain()
        if until is not None:
            # The bytes are on their way before the line is gone.
            await asyncio.sleep(0.02)
            return None
        async with asyncio.timeout(READ_SECONDS):
            head = await reader.readuntil(b"\r\n\r\n")
            return head + await reader.readexactly(_length(head))
    except BROKEN:
        return None
    finally:
        writer.close()


def _length(head: bytes) -> int:
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length":
            return int(value)
    return 0
