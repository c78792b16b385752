"""Large files are read by a second process, while the first compares and writes: two cores instead of one.

The reader never touches the database; it sends what it read in batches and is gone when its listener is. A file of a few
megabytes is read at once: starting a process takes longer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from parvis.core.refusal import Refusal
from parvis.offers.domain.records import BATCH, Reading

LARGE = 16 << 20  # bytes on disk
STOPPED = "The reading of the file stopped before its end (was a process killed, is memory short?); nothing was changed. Run it again."

Steps = Callable[[int], None]


def read_aside(module: str, paths: list[Path], advance: Steps, notes: list[str]) -> Iterator[Reading]:
    """Yield what the importer of ``module`` reads in ``paths``, read by another process; raise what it refuses.

    ``advance`` is told the bytes read, ``notes`` gets what the report should say of the files.
    """
    context = get_context("spawn")  # a fork would share the connection to the database, and its locks
    ours, theirs = context.Pipe(duplex=False)
    reader = context.Process(target=_read, args=(module, paths, theirs), daemon=True)
    reader.start()
    theirs.close()
    try:
        yield from _heard(ours, advance, notes)
    finally:
        ours.close()  # a reader that still sends breaks off at its next word
        reader.terminate()
        reader.join()


def _heard(pipe: Connection, advance: Steps, notes: list[str]) -> Iterator[Reading]:
    while True:
        try:
            told, value = pipe.recv()
        except EOFError:
            raise Refusal(STOPPED) from None
        if told == "end":
            notes += value
            return
        if told == "refusal":
            raise Refusal(value)
        steps, readings = value
        advance(steps)
        yield from readings


def _read(module: str, paths: list[Path], pipe: Connection) -> None:
    """Read ``paths`` and send: ("some", (bytes, readings)) …, then ("end", notes) or ("refusal", sentence)."""
    import gc

    import django

    gc.disable()  # records hold no circles: looking for some takes a tenth of the reading
    django.setup()  # before anything that knows a table is imported: this module must not
    importer = import_module(module).Importer()
    try:
        _send(pipe, *_files(importer, paths))
    except Refusal as refusal:
        pipe.send(("refusal", str(refusal)))
    except (BrokenPipeError, KeyboardInterrupt):  # nobody listens any more
        return


def _files(importer: Any, paths: list[Path]) -> tuple[Iterable[Reading], list[int], list[Any]]:
    from parvis.offers.importers._files import TextFile

    steps = [0]

    def advance(number: int) -> None:
        steps[0] += number

    files = [TextFile(path, advance) for path in paths]
    return (reading for file in files for reading in importer.readings(file)), steps, files


def _send(pipe: Connection, readings: Iterable[Reading], steps: list[int], files: list[Any]) -> None:
    waiting = iter(readings)
    while some := list(islice(waiting, BATCH)):
        pipe.send(("some", (steps[0], some)))
        steps[0] = 0
    pipe.send(("end", [note for file in files for note in file.notes]))
