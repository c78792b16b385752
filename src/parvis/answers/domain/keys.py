"""Return codes of notes, links of recruiters, and the fingerprints that tables hold of them."""

from __future__ import annotations

import hashlib
import hmac

from django.utils.crypto import constant_time_compare

from parvis.answers.models import Contract
from parvis.core.domain.keys import mark_under, server_key
from parvis.core.domain.return_codes import Code, code_from_digest

_NAME = 32  # characters of a name, and of a mark


def code_from(once: bytes) -> Code:
    """Return the code that a form's own secret ``once`` leads to: the same form sent twice, the same code."""
    return code_from_digest(hmac.new(server_key("parvis.answers.code"), once, hashlib.sha256).digest())


def locator(code: Code) -> str:
    """Return what the table holds in place of the code."""
    return code.print_under(server_key("parvis.answers.locator"))


def once_print(once: bytes) -> str:
    """Return what the table holds of a form's own secret, so that the same form sent twice is known."""
    return mark_under("parvis.answers.once", once)


def link_of(note: str) -> str:
    """Return what the recruiter's address of the note ``note`` (its name) ends with: nobody makes one without the signing key."""
    return note + mark_under("parvis.answers.link", note.encode())


def note_in(link: str) -> str:
    """Return the name of the note that ``link`` leads to, empty when it is none of ours."""
    name, mark = link[:_NAME], link[_NAME:]
    return name if constant_time_compare(mark, mark_under("parvis.answers.link", name.encode())) else ""


def mailbox_link_of(contract: Contract) -> str:
    """Return what the address ends with at which whoever reads the mailbox says yes; another mailbox, another link."""
    return contract.name + _mailbox_mark(contract)


def is_mailbox_link(link: str, contract: Contract) -> bool:
    """Say whether ``link`` was sent to the mailbox that ``contract`` has now."""
    return constant_time_compare(link, mailbox_link_of(contract))


def contract_in(link: str) -> str:
    """Return the name of the contract that the link of a mailbox is about; whether it is ours says ``is_mailbox_link``."""
    return link[:_NAME]


def _mailbox_mark(contract: Contract) -> str:
    return mark_under("parvis.answers.mailbox", contract.name.encode() + bytes(contract.mailbox or b""))
