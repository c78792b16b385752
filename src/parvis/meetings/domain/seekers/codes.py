"""Return codes of seekers: made of a form's own secret, so that the same form sent twice leads to the same code. Tables hold fingerprints."""

from __future__ import annotations

import hashlib
import hmac

from parvis.core.domain.keys import mark_under, server_key
from parvis.core.domain.once import Once
from parvis.core.domain.return_codes import Code, code_from_digest


def code_of(once: Once, day: int, attempt: int = 0) -> Code:
    """Return the code that the form ``once`` leads to on a day; ``attempt`` is raised where somebody else has it already."""
    told = b"%d|%d|" % (day, attempt) + once.secret
    return code_from_digest(hmac.new(server_key("parvis.meetings.code"), told, hashlib.sha256).digest())


def locator(code: Code) -> str:
    """Return what the table of seekers holds in place of a return code."""
    return code.print_under(server_key("parvis.meetings.locator"))


def once_print(once: Once, day: int) -> str:
    """Return what the table of seekers holds of a form's own secret."""
    return mark_under("parvis.meetings.once", b"%d|" % day + once.secret)
