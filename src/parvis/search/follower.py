"""Following the database while serving: one thread in one of the server's processes keeps the index near what is true.

Every two seconds it asks each room how far it has moved (one small question) and brings the index after. It heals a
missing or broken index, makes the sentence vectors, and writes the counts of words; and it empties SQLite's log. Which process follows is decided by a
lock on a file; when that process ends, another takes over.
"""

from __future__ import annotations

import contextlib
import fcntl
import logging
import os
import subprocess  # nosec B404
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from parvis.core.domain.write_log import empty_log
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search import generations, meaning, reader
from parvis.search.domain import indexing, wordcount
from parvis.search.domain.needs import likeness
from parvis.search.engine import EngineGone, Filters

logger = logging.getLogger("parvis.search")

#: Seconds between two looks, and between two tidyings.
EVERY, TIDY_EVERY = 2.0, 60.0
#: Seconds from one start of a build to the next at least.
PAUSE = 30.0
#: Longest rest after a failure, seconds.
LONGEST_REST = 60.0
#: Priority of a build beside the pages (0 is theirs, 19 the lowest).
GENTLE = 15


class Helper:
    """A process of its own at low priority for what takes long (a build, vectors), so that pages stay quick.

    It ends with this process however that ends: its standard input is a pipe that nobody writes to, and closes then.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = -PAUSE

    def __call__(self) -> None:
        """Start `parvis index`, unless it runs already or was started a moment ago (another process may be building)."""
        is_idle = self._process is None or self._process.poll() is not None
        if is_idle and time.monotonic() - self._started_at >= PAUSE:
            self._started_at = time.monotonic()
            command = [sys.executable, "-m", "parvis.config.command", "index", "--attended", "-v0"]
            process = subprocess.Popen(  # noqa: S603  our own command  # nosec B603
                command, stdin=subprocess.PIPE, start_new_session=True
            )
            os.setpriority(os.PRIO_PROCESS, process.pid, GENTLE)
            self._process = process


@dataclass
class Follower:
    """The thread's state; ``stop`` ends it, ``build`` is called for what takes long."""

    stop: threading.Event = field(default_factory=threading.Event)
    build: Callable[[], None] = field(default_factory=Helper)
    _lock: IO[str] | None = None
    _tidied_at: float = field(default_factory=time.monotonic)
    _forgot_on: object = None

    def run(self) -> None:
        """Follow until stopped; whatever fails is tried again, less and less often."""
        rest = EVERY
        warm_up()
        while not self.stop.wait(rest):
            try:
                close_old_connections()
                empty_log()  # first: what keeps the index from following keeps no log
                self.look()
                rest = EVERY
            except (OSError, ValueError, DatabaseError, EngineGone) as error:
                logger.warning("The search index could not follow (%s); it will be tried again.", type(error).__name__)
                rest = min(rest * 2, LONGEST_REST)
            finally:
                close_old_connections()

    def look(self) -> None:
        """Do once what is due."""
        self._tidy()
        if not self.is_elected():
            return
        state = indexing.state()
        if state in {"missing", "meaningless"}:
            self.build()
        elif state == "behind":
            try:
                indexing.follow(may_rebuild=False)
            except indexing.RebuildDue:
                self.build()

    def is_elected(self) -> bool:
        """Say whether this process follows; the first to ask does, until it ends."""
        if self._lock is not None:
            return True
        file = (generations.root() / "follower.lock").open("w")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._lock = file
        return True

    def _tidy(self) -> None:
        """Once a minute: forget what was asked, and write its counts where the house wants them; forget old ones each day.

        That last step is done with counting off too: a house that stops counting keeps no rare words for ever.
        """
        if time.monotonic() - self._tidied_at < TIDY_EVERY:
            return
        self._tidied_at = time.monotonic()
        meaning.encode_question.cache_clear()
        if settings.SEARCH_LOG:
            wordcount.flush()
        today = timezone.localdate()
        if self._forgot_on != today and self.is_elected():
            wordcount.forget(today)
            self._forgot_on = today


def warm_up() -> None:
    """Load the sentence encoder, though the index or its vectors may still be made, and read the vocabularies and vectors of
    every language, so that no visitor waits for them."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        meaning.load()
        likeness.warm_up()
    with contextlib.suppress(EngineGone, ValueError, OSError):
        pipeline = reader.pipeline()
        for language in INTERFACE_LANGUAGES:
            pipeline.ask("parvis", language, Filters(kind="trade"))


def follow_in_background() -> Follower | None:
    """Start following in a thread of this process and return it; None where settings.SEARCH_FOLLOW says no."""
    if not settings.SEARCH_FOLLOW:
        return None
    follower = Follower()
    threading.Thread(target=follower.run, name="search-follower", daemon=True).start()
    return follower
