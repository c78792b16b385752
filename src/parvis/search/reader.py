"""The index as this process reads it: opened once, opened anew when a writer has committed or another is current."""

from __future__ import annotations

import logging
import threading
import traceback
from dataclasses import dataclass
from pathlib import Path

from parvis.search import generations, meaning
from parvis.search.engine import EngineGone
from parvis.search.engines.embedded import Embedded
from parvis.search.meaning import Changed, Meanings
from parvis.search.pipeline import Pipeline

logger = logging.getLogger("parvis.search")
_opening = threading.Lock()


@dataclass
class _Opened:
    """What is open now, and the state of the files it was opened from."""

    stamp: tuple[str, int] | None = None
    pipeline: Pipeline | None = None
    is_lost: bool = False


_opened = _Opened()


def _stamp(folder: Path) -> tuple[str, int]:
    return folder.name, (folder / generations.META).stat().st_mtime_ns


def pipeline() -> Pipeline:
    """Return the pipeline over the newest committed index; raise EngineGone when there is none that can be read."""
    try:
        name = (generations.root() / "current").read_text(encoding="utf-8").strip()
        stamp = _stamp(generations.root() / name)
    except OSError as error:
        raise EngineGone("no index") from error
    if _opened.stamp == stamp and _opened.pipeline is not None:
        return _opened.pipeline
    with _opening:
        if _opened.stamp != stamp or _opened.pipeline is None:
            folder = generations.current()
            if folder is None:
                raise EngineGone("no index of this version")
            _opened.pipeline = Pipeline(Embedded(folder), _meanings(folder))
            _opened.stamp = stamp
            _opened.is_lost = False
    return _opened.pipeline


def _meanings(folder: Path) -> Meanings | Changed:
    """Return the vectors of the generation, with later changes laid over; none when the house does not want them."""
    meta = generations.read_meta(folder)
    if not meaning.is_wanted() or not meta.get("meaning"):
        return Meanings(None)
    base = Meanings(folder / meta["meaning"])
    return Changed(base, Meanings(folder / meta["changed"])) if meta.get("changed") else base


def lose(error: Exception) -> None:
    """Let go of an index that could not answer, and say so once until one answers again; the question is not said."""
    close()
    if not _opened.is_lost:
        _opened.is_lost = True
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        logger.warning("the index cannot answer (%s in %s); the database does, by names", type(error).__name__, where)


def close() -> None:
    """Forget what is open, so that the next question opens the index anew."""
    _opened.stamp = _opened.pipeline = None
