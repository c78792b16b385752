"""A mail server of one test: it takes every mail over the wire, and keeps it in memory for whoever looks."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Mailbox:
    """What arrived at ``port`` of this machine, in order, as it came over the wire."""

    port: int = 0
    came: list[bytes] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Return the value of PARVIS_MAIL_URL for this server."""
        return f"smtp://localhost:{self.port}"

    def mails(self) -> list[EmailMessage]:
        """Return every mail, read: ``get_content()`` is the text, whatever way it was packed for the wire."""
        return [message_from_bytes(each, policy=policy.default) for each in self.came]  # type: ignore[arg-type]


class _Talk(socketserver.StreamRequestHandler):
    """One talk of RFC 5321 as far as a sender needs it: every command is well, and DATA runs to a lone dot."""

    def handle(self) -> None:
        self._say("220 mail.house.example")
        for line in self.rfile:
            word = line.strip().upper()
            if word == b"QUIT":
                return self._say("221 Bye")
            if word == b"DATA":
                self._say("354 Go on")
                self.server.mailbox.came.append(self._data())  # type: ignore[attr-defined]
            self._say("250 Well")
        return None

    def _data(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b"."))
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def open_mailbox() -> Iterator[Mailbox]:
    """Take mails for the length of the block."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        mailbox = Mailbox(server.server_address[1])
        server.mailbox = mailbox  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        try:
            yield mailbox
        finally:
            server.shutdown()
