"""Keeping the index: built anew beside the old one and switched at once, or brought up to date with what changed."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from parvis.core.documents import Document
from parvis.search import generations, meaning, writer
from parvis.search.domain import sources
from parvis.search.domain.sources import Revisions
from parvis.search.engine import EngineGone
from parvis.search.engines.embedded import Embedded

logger = logging.getLogger("parvis.search")
Progress = Callable[[str, int], None]

#: Things changed at once, so that memory stays flat; and the most changed things whose meaning is compared.
MOST_CHANGED = 3000
#: Where more than one of so many things changed, a new generation is cheaper than changing the current one.
LARGE_SHARE = 5


def _quiet(_step: str, _done: int) -> None:
    """Show nothing."""


def indexed_revisions(meta: Mapping[str, object]) -> Revisions:
    """Return the revisions that a generation holds."""
    held = meta.get("revisions", {})
    return {name: (int(pair[0]), int(pair[1])) for name, pair in held.items()} if isinstance(held, dict) else {}


class RebuildDue(Exception):
    """The index must be built anew, and the asker did not want to wait for that."""


def readable() -> Path | None:
    """Return the folder of the current generation when it can be asked, else None."""
    folder = generations.current()
    if folder is not None:
        try:
            Embedded(folder).check()
        except (EngineGone, ValueError, OSError):
            return None
    return folder


def state() -> str:
    """Return ``missing`` (or broken), ``behind``, ``meaningless`` (words are there, vectors are not) or ``current``."""
    folder = readable()
    if folder is None:
        return "missing"
    meta = generations.read_meta(folder)
    if indexed_revisions(meta) != sources.revisions():
        return "behind"
    return "meaningless" if meaning.is_wanted() and not meta.get("meaning") else "current"


def rebuild(progress: Progress = _quiet) -> int:
    """Build a new generation from the database and show it; return how many things it holds.

    The old generation answers until the new one is whole, and stays when the build fails (a full disk, a kill).
    Raise OSError when the disk refuses.
    """
    with generations.writing():
        return _rebuild(progress)


def _rebuild(progress: Progress) -> int:
    before = generations.current()
    generations.forget_old(keep=0)
    revisions = sources.revisions()  # asked first: what changes meanwhile is applied afterwards
    with generations.new_generation() as folder:
        total = writer.write_generation(
            sources.all_documents(), folder, {"revisions": revisions}, lambda done: progress("words", done)
        )
        _carry_vectors(before, folder)
    generations.forget_old(keep=0)
    return total


def _carry_vectors(before: Path | None, folder: Path) -> None:
    """Link the vectors of the generation ``before`` into ``folder``, as known sentences for the next step."""
    if before is None or not meaning.is_wanted():
        return
    name = generations.read_meta(before).get("meaning") or "known"
    if (before / name).is_dir():
        shutil.copytree(before / name, folder / "known", copy_function=_link)


def _link(source: str, target: str) -> str:
    Path(target).hardlink_to(source)
    return target


def add_meaning(progress: Progress = _quiet) -> int:
    """Give the current generation its vectors, when wanted and missing; return how many sentences there are.

    That takes minutes for thousands of trades. The index can be asked and changed meanwhile: the writer's lock is held
    only at the end, and what changed since is encoded then. When another generation came, the vectors are thrown away.
    """
    if not meaning.is_wanted():
        return 0
    with generations.writing("meaning", wait=False) as is_mine:
        folder = generations.current() if is_mine else None
        meta = generations.read_meta(folder) if folder else {}
        if folder is None or meta.get("meaning"):
            return 0
        made = folder / "meaning.building"
        known = meaning.known_vectors(folder / "known") | meaning.known_vectors(made)  # what a killed build had done
        shutil.rmtree(made, ignore_errors=True)
        documents = Embedded(folder).documents(meaning.KINDS)
        kept = meaning.write_meanings(documents, made, known, lambda done: progress("meaning", done))
        with generations.writing():
            if generations.current() != folder:
                return 0
            made.rename(folder / "meaning")
            shutil.rmtree(folder / "known", ignore_errors=True)
            changed = list(sources.changed_documents(indexed_revisions(meta)))
            _commit(folder, meaning="meaning", changed=_meaning_of_changes(folder, changed) if changed else "")
        return kept


def _commit(folder: Path, **changes: object) -> None:
    """Write ``changes`` into the generation's own words and raise its commit number, so that readers reopen it."""
    meta = generations.read_meta(folder)
    generations.write_meta(folder, {**meta, **changes, "commits": int(meta.get("commits", 0)) + 1})


def follow(progress: Progress = _quiet, *, may_rebuild: bool = True) -> int:
    """Bring the index up to date with the database, the cheapest way; return how many things were written.

    Nothing changed: nothing is done. Something was taken away, much changed, or the index cannot be read: it is built
    anew, or RebuildDue is raised when ``may_rebuild`` is false. Another process writes: nothing is done, it will.
    """
    with generations.writing(wait=may_rebuild) as is_mine:
        if not is_mine:
            return 0
        folder, now = readable(), sources.revisions()
        held = indexed_revisions(generations.read_meta(folder)) if folder else {}
        if folder and held == now:
            return 0
        was_removed = set(held) != set(now) or any(now[name][1] > held[name][0] for name in now)
        try:
            written = None if folder is None or was_removed else _change(folder, held, now)
        except (EngineGone, ValueError, OSError):
            logger.warning("The search index could not be changed; it is built anew.")
            return _rebuild(progress)
        if written is None:
            if not may_rebuild:
                raise RebuildDue
            return _rebuild(progress)
        return written


def _change(folder: Path, held: Revisions, now: Revisions) -> int | None:
    """Write what changed since ``held`` into the generation in ``folder``, which then holds the revisions ``now``.

    Return how many things that were; None when it is too much, and the index must be built anew. What was written until
    then, or until a kill, does no harm: it is true, and readers see it only with the commit at the end.
    """
    meta = generations.read_meta(folder)
    most = max(MOST_CHANGED, int(meta.get("documents", 0)) // LARGE_SHARE)
    changed, written, told = sources.changed_documents(held), 0, list[Document]()
    while documents := list(islice(changed, MOST_CHANGED)):
        written += len(documents)
        told += [document for document in documents if document.kind in meaning.KINDS]
        if written > most or len(told) > MOST_CHANGED:
            return None
        writer.change_generation(documents, folder)
    changes: dict[str, object] = {"revisions": now}
    if told and meaning.is_wanted() and meta.get("meaning"):
        changes["changed"] = _meaning_of_changes(folder, told)
    _commit(folder, **changes)
    return written


def _meaning_of_changes(folder: Path, documents: list[Document]) -> str:
    """Write the vectors of all things changed since the generation was built into a folder of their own; return its name."""
    meta = generations.read_meta(folder)
    before = folder / str(meta.get("changed", ""))
    fresh = {f"{document.kind}:{document.id}": document for document in documents}
    older = meaning.Meanings(before).keys if meta.get("changed") else []
    engine = Embedded(folder)
    for key, place in engine.fetch(key for key in older if key not in fresh).items():
        fresh[key] = engine.document(place)
    name = f"changed-{int(meta.get('commits', 0)) + 1}"
    known = meaning.known_vectors(before) if meta.get("changed") else {}
    meaning.write_meanings(fresh.values(), folder / name, known)
    for old in folder.glob("changed-*"):
        if old.name not in {name, meta.get("changed")}:
            shutil.rmtree(old, ignore_errors=True)
    return name
