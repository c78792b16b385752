"""Codes of seats: return codes (core) made of a form's own secret, and the two fingerprints that tables hold of them."""

from __future__ import annotations

import hashlib
import hmac

from parvis.core.domain import keys
from parvis.core.domain.return_codes import Code, code_from_digest


def code_from(once: bytes, plan: int, attempt: int = 0) -> Code:
    """Return the code that a form's own secret ``once`` leads to, for the plan: the same form sent twice, the same code.

    ``attempt`` is raised in the one case in a billion that somebody else has that code.
    """
    digest = hmac.new(server_key("code"), b"%d|%d|" % (plan, attempt) + once, hashlib.sha256).digest()
    return code_from_digest(digest)


def locator(code: Code) -> str:
    """Return what the table holds in place of the code."""
    return code.print_under(server_key("locator"))


def door_print(code: Code, plan: int) -> str:
    """Return what the door of one session knows of the code; another session's door knows another."""
    return code.print_under(door_key(plan))


def once_print(once: bytes, plan: int) -> str:
    """Return what the table holds of a form's own secret, so that the same form sent twice is known."""
    return hmac.new(server_key("once"), b"%d|" % plan + once, hashlib.sha256).hexdigest()[:32]


def door_key(plan: int) -> bytes:
    """Return the key of one session's door: it travels to the door's device and is of no use elsewhere."""
    return hmac.new(server_key("door"), str(plan).encode(), hashlib.sha256).digest()


def server_key(purpose: str) -> bytes:
    """Return the server's key for one ``purpose`` of this room; whoever changes the signing key ends every code."""
    return keys.server_key(f"parvis.seats.{purpose}")
