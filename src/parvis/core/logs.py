"""Logs that keep the program's sentences and nothing of a visitor."""

from __future__ import annotations

import logging
import traceback


class Discreet(logging.Formatter):
    """Write level, logger, sentence; of an exception only its type and where it rose, never its text or its values."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line for ``record``, plus one line a frame when an exception is attached."""
        line = f"{record.levelname.lower()} {record.name}: {record.getMessage()}"
        if record.exc_info and record.exc_info[0] is not None:
            frames = traceback.extract_tb(record.exc_info[2])
            line += f" [{record.exc_info[0].__name__}]"
            line += "".join(f"\n  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
        return line
