"""`parvis export network`: places, desks, hours and partners in the format that `parvis import network` reads."""

from __future__ import annotations

from collections.abc import Iterator

from parvis.network.domain.keeping import stored_houses, stored_partners
from parvis.network.domain.taking import parents_first
from parvis.network.domain.writing import file_lines


class Exporter:
    """Give the whole network as one TOML file."""

    help = "Houses with their desks, hours, memberships and partners, as TOML that `parvis import network` reads."

    def lines(self) -> Iterator[str]:
        """Yield the file's lines, parents before their centres."""
        partners = stored_partners()
        yield from file_lines(parents_first(stored_houses().values()), (partners[slug] for slug in sorted(partners)))
