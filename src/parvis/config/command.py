"""The one console command: `parvis`, Django's management commands behind a tidy entry."""

from __future__ import annotations

import errno
import os
import re
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError, ProgrammingError

_ASKS_FOR_HELP: tuple[list[str], ...] = ([], ["help"], ["--help"], ["-h"])

#: What an operator can mend: no room, a quota, a file too large, no permission, a read-only disk.
_CAN_BE_MENDED = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EPERM, errno.EROFS}

#: How SQLite and PostgreSQL say that a table or a column is missing.
_NO_TABLE = re.compile(r"no such (table|column)|(relation|column) .* does not exist")


def main() -> None:
    """Run the command named on the command line; what an operator can mend is one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    try:
        if sys.argv[1:] in _ASKS_FOR_HELP:
            _show_guide()
        else:
            _make_database_file()
            execute_from_command_line(sys.argv)
        sys.stdout.flush()
    except ImproperlyConfigured as error:
        sys.exit(f"parvis: {error}")
    except KeyboardInterrupt:
        sys.exit(130)  # what a shell expects after Ctrl+C
    except BrokenPipeError:  # who read us has seen enough: `parvis paths … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except (OperationalError, ProgrammingError) as error:
        said = str(error).strip()
        if _NO_TABLE.search(said):
            sys.exit("parvis: The database has no tables yet, or those of an older version. Run: parvis migrate")
        if not isinstance(error, OperationalError):
            raise
        sys.exit(
            f"parvis: The database cannot be used: {said}. Does it run, is there room, may we write there?"
            " Run the command again when it can."
        )
    except OSError as error:
        if error.errno not in _CAN_BE_MENDED:
            raise
        sys.exit(
            f"parvis: {error.filename or 'A file'} cannot be written: {error.strerror}. Run the command again when it can."
        )


def _make_database_file() -> None:
    """Make SQLite's file on first use; the server itself never does, so that a moved file is missed (settings); `meetings` needs none."""
    from django.conf import settings

    if settings.SQLITE_FILE and sys.argv[1] not in {"serve", "meetings"}:
        settings.SQLITE_FILE.touch()


def _show_guide() -> None:
    import django

    from parvis.config.guide import guide

    django.setup()
    sys.stdout.write(f"{guide()}\n")


if __name__ == "__main__":
    main()
