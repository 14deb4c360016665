"""A bad line: slow, thin, and losing what is sent or what comes back."""

import random
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

BITS_A_SECOND = 50_000
LATENCY = 0.2
"""Seconds, each way."""
LOST_REQUESTS, LOST_ANSWERS = 0.15, 0.30
LETTERS = 65536


@dataclass
class BadLine:
    """Listens on a port of its own, and carries each request to `server` and its answer back, or loses one of them."""

    server: int
    chance: random.Random
    lost_requests: int = 0
    lost_answers: int = 0
    carried: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "BadLine":
        self.door = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port: int = self.door.getsockname()[1]
        self.listening = threading.Thread(target=self.listen)
        self.listening.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
            self.listening.join(60)
        self.door.close()

    def listen(self) -> None:
        while not self.ended.is_set():
            line, _address = self.door.accept()
            threading.Thread(target=self.carry, args=(line,), daemon=True).start()

    def carry(self, line: socket.socket) -> None:
        with self.lock:
            loses_request = self.chance.random() < LOST_REQUESTS
            loses_answer = not loses_request and self.chance.random() < LOST_ANSWERS
            self.lost_requests += loses_request
            self.lost_answers += loses_answer
            self.carried += not (loses_request or loses_answer)
        with line, suppress(OSError):
            line.settimeout(60)
            sent = read_whole(line)
            self.take_time(sent)
            if loses_request:
                return
            answer = self.asked(sent)
            self.take_time(answer)
            if not loses_answer:
                line.sendall(answer)

    def asked(self, sent: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.server), timeout=60) as there:
            there.sendall(sent)
            return read_whole(there)

    def take_time(self, carried: bytes) -> None:
        """What is late is what the line is about; nothing in the test waits for anything else."""
        self.ended.wait(LATENCY + len(carried) * 8 / BITS_A_SECOND)


def read_whole(line: socket.socket) -> bytes:
    """One message of HTTP with the length of its body in its head, as granian and Python's own client write them."""
    read = b""
    while b"\r\n\r\n" not in read:
        more = line.recv(LETTERS)
        if not more:
            return read
        read += more
    head, _empty, body = read.partition(b"\r\n\r\n")
    length = next(
        (
            int(one.split(b":")[1])
            for one in head.split(b"\r\n")
            if one.lower().startswith(b"content-length:")
        ),
        0,
    )
    while len(body) < length:
        more = line.recv(LETTERS)
        if not more:
            break
        body += more
    return head + b"\r\n\r\n" + body
