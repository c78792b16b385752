"""The code of a table, which stands on its card. Its row holds fingerprints alone.

Three things follow from the code of a table, and none leads back: the token of its screen (what the address of the screen holds), the
fingerprint of that token (what the database holds), and the key that opens the names given to this table, which is kept nowhere.
"""

from __future__ import annotations

import secrets

from nacl.public import PrivateKey

from parvis.core.domain.keys import mark_under, server_key
from parvis.core.domain.return_codes import Code, code_from_digest

_KEY_BYTES = 32


def new_table_code() -> Code:
    """Return a new code for a table, by chance: whoever has the server and the database cannot make it again."""
    return code_from_digest(secrets.token_bytes(_KEY_BYTES))


def screen_token(code: Code) -> str:
    """Return what opens the screen of a table, and nothing else: it stands in an address, the code never does."""
    return code.print_under(server_key("parvis.meetings.screen"))


def screen_print(token: str) -> str:
    """Return what the table's row holds in place of the token."""
    return mark_under("parvis.meetings.screen-print", token.encode())


def opening_key(code: Code) -> PrivateKey:
    """Return the key that opens the names given to the table with this code."""
    halves = [code.print_under(server_key(f"parvis.meetings.opening-{half}")) for half in (1, 2)]
    return PrivateKey(bytes.fromhex("".join(halves)))


def claim(code: Code, table: int) -> str:
    """Return the fingerprint of a return code for one table: two names that one seeker gave cannot be joined."""
    return code.print_under(server_key(f"parvis.meetings.claim-{table}"))
