"""What the tables of one ESCO import share: the report, the revision, the versions, and who was touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from parvis.core.domain.reports import Ack
from parvis.core.domain.tables import rows_of
from parvis.occupations.domain.merging import Changes, batches
from parvis.occupations.importers.esco.pieces import EscoPiece, version_key
from parvis.occupations.models import Occupation, Skill

URI = "http://data.europa.eu/esco/"


class State:
    """One ESCO import under way."""

    def __init__(self, ack: Ack, newest_given: str) -> None:
        self.ack = ack
        self.changes = Changes()
        stored = Occupation.objects.exclude(version="").order_by().values_list("version", flat=True).distinct()
        stored_skills = Skill.objects.exclude(version="").order_by().values_list("version", flat=True).distinct()
        self.newest = max([newest_given, *stored, *stored_skills], key=version_key)
        self.trades: set[int] = set()
        self.skills: set[int] = set()

    @property
    def is_changed(self) -> bool:
        """Say whether anything was written so far."""
        return any(self.ack.total(what) for what in ("created", "changed", "retired"))

    def is_older(self, version: str, than: str) -> bool:
        """Say whether ``version`` must not overwrite what version ``than`` said; a table without a version never may."""
        return version_key(version) < version_key(than) if version else bool(than)

    def finish(self) -> None:
        """Give the trades and skills that were touched the revision of this import."""
        self.changes.touch(Occupation, self.trades)
        self.changes.touch(Skill, self.skills)


Row = tuple[int, list[str]]


def good_batches(
    state: State,
    one: EscoPiece,
    thing: str,
    columns: tuple[Sequence[str], Sequence[str]],
    fault: Callable[[list[str]], str],
) -> Iterator[list[Row]]:
    """Yield the rows of a table in batches without the bad ones: those in which ``fault`` finds one, and repeated ones.

    The first cell names the row; a second row of that name is refused.
    """
    seen: dict[str, int] = {}

    def good() -> Iterator[Row]:
        for line, cells in rows_of(one.piece, *columns, advance=state.ack.progress.advance):
            state.ack.count(thing, "read")
            reason = fault(cells)
            if not reason and cells[0] in seen:
                reason = f"{cells[0]} stands already on line {seen[cells[0]]:,}"
            if reason:
                state.ack.refuse(thing, one.piece.place, line, reason)
                continue
            seen[cells[0]] = line
            yield line, cells

    yield from batches(good())


def fault_of_uri(uri: str, kind: str) -> str:
    """Return what is wrong with the URI of a concept of ``kind`` (occupation, skill …), empty when nothing is."""
    return (
        ""
        if uri.startswith(URI + kind) and len(uri) <= 200 and " " not in uri
        else f"«{uri[:80]}» is not the URI of ESCO's {kind}"
    )


def fault_of_label(label: str, bound: int) -> str:
    """Return what is wrong with a label of at most ``bound`` characters, empty when nothing is."""
    if not label:
        return "it has no label"
    return f"its label is longer than {bound} characters" if len(label) > bound else ""
