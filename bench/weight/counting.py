"""A counting pipe between the browser and the server: every byte that would go over the wire, whoever asks for it."""

from __future__ import annotations

import contextlib
import socket
import threading


class CountingPipe:
    """Listens on a port of the loopback, passes all on to ``to``, and counts the bytes that come back."""

    def __init__(self, to: int) -> None:
        self.to, self.received = to, 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def taken(self) -> int:
        """Return the bytes received since the last time, headers and bodies."""
        received, self.received = self.received, 0
        return received

    def _accept(self) -> None:
        while True:
            with contextlib.suppress(OSError):
                browser, _ = self.listener.accept()
                server = socket.create_connection(("127.0.0.1", self.to))
                threading.Thread(target=self._pass_on, args=(browser, server, False), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, browser, True), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, is_answer: bool) -> None:  # noqa: FBT001  one of two ways
        with contextlib.suppress(OSError):
            while received := source.recv(65536):
                self.received += len(received) if is_answer else 0
                target.sendall(received)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
