"""Bringing a backup back: looked through to its last byte first, then all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.module_loading import import_string

from parvis import __version__
from parvis.core.domain.backups import folder, postgresql, sqlite
from parvis.core.domain.backups.archive import Archive, Damaged, Manifest, opened
from parvis.core.domain.locks import one_at_a_time
from parvis.core.models import Revision
from parvis.core.refusal import Refusal

WORK, ASIDE = ".restore-", "aside"
#: How far revisions jump: pages that browsers hold of what came after the backup must never pass for current ones.
JUMP = 1_000_000


@dataclass(frozen=True)
class Restored:
    """What came back. ``is_key_known``: the signing key is the one in use when the backup was made."""

    manifest: Manifest
    is_key_known: bool


def check(path: Path) -> Manifest:
    """Read the backup ``path`` to its end and return what it says; refuse one that could not come back here."""
    with opened(path) as archive:
        _refuse_strange(archive.manifest)
        archive.check()
        return archive.manifest


def restore(path: Path, *, is_agreed: bool) -> Restored:
    """Bring back the backup ``path``; with ``is_agreed`` in place of what is there. Raise Refusal, and change nothing, when
    it cannot be."""
    with one_at_a_time(folder.LOCK), opened(path) as archive:
        manifest = archive.manifest
        _refuse_strange(manifest)
        archive.check()
        if not is_agreed and is_anything_there():
            message = (
                "There is data here, and the backup would take its place. Make a backup of it if you want to keep it;"
                " then say --yes."
            )
            raise Refusal(message)
        is_of_folder = folder.is_signing_key_kept()
        with _work() as work:
            _lay_out(archive, work)
            finish = _finishing(_revisions())
            with folder.put_in_place(work / "files", work / ASIDE):
                _bring_back(work, manifest, finish)
    key = (settings.DATA / folder.SIGNING_KEY).read_text().strip() if is_of_folder else settings.SECRET_KEY
    return Restored(manifest, folder.key_print(key) == manifest.key_print)


def is_anything_there() -> bool:
    """Say whether the database holds anything, cannot be read, or PARVIS_DATA has files that a backup would hold."""
    if any(name != folder.SIGNING_KEY for name in folder.kept_files()):
        return True
    try:
        tables = set(connection.introspection.table_names())
        kept = [model for model in (Revision, get_user_model()) if model._meta.db_table in tables]  # noqa: SLF001  Django's documented name
        return any(model.objects.exists() for model in kept)
    except DatabaseError:
        return True
    finally:
        connection.close()


def _refuse_strange(manifest: Manifest) -> None:
    """Refuse a backup of the other database, and one whose shape this version does not know."""
    here = "sqlite" if settings.SQLITE_FILE else "postgresql"
    if manifest.database != here:
        said = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
        there = said.get(manifest.database, "another database")
        message = f"This backup is of {there}, and here is {said[here]}. Set DATABASE_URL for {there} and try again."
        raise Refusal(message)
    known = _known_migrations()
    applied = [(application, name) for application, names in manifest.migrations.items() for name in names]
    unknown = [f"{application} {name}" for application, name in applied if (application, name) not in known]
    if unknown:
        message = (
            f"This backup was made by a newer Parvis ({manifest.parvis}; here is {__version__}): this one does not know"
            f" the step “{unknown[0]}” of its database. Install that version first."
        )
        raise Refusal(message)


def _known_migrations() -> set[tuple[str, str]]:
    disk = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    replaced = {each for migration in disk.values() for each in migration.replaces}
    return {*disk, *replaced}


@contextmanager
def _work() -> Iterator[Path]:
    """Give an empty folder in PARVIS_DATA, gone after the block, as is one that a killed restore left.

    Only what was here before is never removed unasked: it may be the last copy of a key or of the database.
    """
    for left in settings.DATA.glob(f"{WORK}*"):
        if _holds_old(left):
            message = (
                f"A restore was cut off: {left} holds what was here before it. Bring back from there what you need"
                " (docs/operate.md, Bringing it back), remove the folder, and try again."
            )
            raise Refusal(message)
        shutil.rmtree(left, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=WORK, dir=settings.DATA))
    try:
        yield work
    except BaseException as error:
        if _holds_old(work):
            message = f"{error} Not all came back: what was here before lies in {work}."
            raise Refusal(message) from error
        shutil.rmtree(work, ignore_errors=True)
        raise
    shutil.rmtree(work, ignore_errors=True)


def _holds_old(work: Path) -> bool:
    aside = work / ASIDE
    return (work / postgresql.BEFORE).exists() or (aside.is_dir() and any(aside.iterdir()))


def _lay_out(archive: Archive, work: Path) -> None:
    """Write every part of ``archive`` into ``work``, checked."""
    files = work / "files"
    files.mkdir(mode=0o700)
    folder.write(work / archive.manifest.data.name, archive.chunks(archive.manifest.data))
    for name, part in archive.manifest.files.items():
        if not folder.is_kept(name) or not (files / name).resolve().is_relative_to(files.resolve()):
            message = f"This backup holds a file {name}, which is none of Parvis. Nothing was changed."
            raise Damaged(message)
        folder.write(files / name, archive.chunks(part))


def _revisions() -> dict[str, int]:
    """Return how far the rooms have moved here; nothing when the database cannot be asked."""
    try:
        return dict(Revision.objects.values_list("room", "number"))
    except DatabaseError:
        return {}
    finally:
        connection.close()


def _bring_back(work: Path, manifest: Manifest, finish: Callable[[], None]) -> None:
    copy = work / manifest.data.name
    if settings.SQLITE_FILE:
        sqlite.bring_back(copy, settings.SQLITE_FILE, manifest.rows, finish)
    else:
        postgresql.bring_back(copy, manifest.rows, finish)


def _finishing(before: dict[str, int]) -> Callable[[], None]:
    """Return what brings a database that just came back to what it has to be today."""

    def finish() -> None:
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except DatabaseError as error:
            message = f"The backup's database could not be brought to the newest shape: {error}."
            raise Refusal(message) from error
        with transaction.atomic():
            for revision in Revision.objects.select_for_update():
                revision.number = max(revision.number, before.get(revision.room, 0)) + JUMP
                revision.removed = revision.number
                revision.save(update_fields=["number", "removed"])
            for name in settings.AFTER_RESTORE:
                import_string(name)()

    return finish
