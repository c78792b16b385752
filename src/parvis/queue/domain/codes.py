"""Codes of tickets: sixteen letters that open one ticket's page, and that nothing holds but the visitor's paper or address.

The code is made of the form's own secret, so the same form sent twice leads to the same ticket.
"""

from __future__ import annotations

import hashlib
import hmac

from parvis.core.codes import ALPHABET, normalise_code
from parvis.core.domain.keys import mark_under, server_key
from parvis.core.domain.once import Once
from parvis.core.domain.unsaid import Unsaid

LENGTH = 16  # × 5 bits


class TicketCode(Unsaid):
    """The code of a ticket; it shows itself only where ``reveal`` is written."""

    __slots__ = ("__letters",)

    def __init__(self, letters: str) -> None:
        self.__letters = letters

    def reveal(self) -> str:
        """Return the code as it stands in the address of the ticket's page: for its owner's answer, paper or picture."""
        return self.__letters

    def locator(self) -> str:
        """Return what the table holds in place of the code."""
        return mark_under("parvis.queue.locator", self.__letters.encode())


def code_of(once: Once, house: int) -> TicketCode:
    """Return the code that a form leads to at a house: the same form, the same code."""
    told = b"%d|" % house + once.secret
    number = int.from_bytes(hmac.new(server_key("parvis.queue.code"), told, hashlib.sha256).digest(), "big")
    return TicketCode("".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(LENGTH)))


def read_code(typed: str) -> TicketCode | None:
    """Return the code in an address, None when it cannot be one."""
    letters = normalise_code(typed[:40]).replace("u", "v")
    return TicketCode(letters) if len(letters) == LENGTH and set(letters) <= set(ALPHABET) else None
