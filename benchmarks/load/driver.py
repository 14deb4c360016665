"""So many requests a second, whether or not the server keeps up: what waits is counted from when it was due."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.load.visits import Town, Visit, drawn

PATIENCE = 30.0
"""Seconds after which somebody gives up."""
ANSWERED = {200, 302, 304, 400, 409}
"""A refusal with its reason is an answer. Whatever else comes back is a fault."""


@dataclass(slots=True)
class Told:
    """Seconds that each request of a kind took, and what was wrong with others; memory in megabytes by the minute."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)


async def drive(
    port: int, town: Town, *, rate: float, minutes: float, seed: int, megabytes: Callable[[], float]
) -> Told:
    draw, told, begun = random.Random(seed), Told(), time.monotonic()  # noqa: S311 - which page somebody opens
    count = max(1, round(rate * minutes * 60))
    waiting: set[asyncio.Task[None]] = set()
    for number in range(count):
        due = begun + number / rate
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        task = asyncio.create_task(visit(port, drawn(town, draw), due, told))
        waiting.add(task)
        task.add_done_callback(waiting.discard)
        if number % max(1, round(rate * 60)) == 0:
            told.memory.append(megabytes())
    await asyncio.gather(*waiting)
    told.memory.append(megabytes())
    return told


async def visit(port: int, one: Visit, due: float, told: Told) -> None:
    try:
        status = await asyncio.wait_for(answered(port, one.request(port)), PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        told.faults.append(f"{one.kind}: {type(error).__name__}")
        return
    told.seconds[one.kind].append(time.monotonic() - due)
    if status not in ANSWERED:
        told.faults.append(f"{one.kind}: {status}")


async def answered(port: int, request: bytes) -> int:
    """The status, once the whole answer is there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(request)
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    return int(answer.split(b" ", 2)[1])
