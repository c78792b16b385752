"""The one console command: `parvis`, Django's management commands behind a tidy entry."""

from __future__ import annotations

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run the command named on the command line; a setting that cannot be used is one sentence, not a trace."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"parvis: {error}")


if __name__ == "__main__":
    main()
