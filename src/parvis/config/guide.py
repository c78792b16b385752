"""What `parvis --help` says: our commands first, grouped by what somebody wants to do, then Django's own by name."""

from __future__ import annotations

import textwrap

from django.core.management import get_commands, load_command_class

from parvis import __version__

#: Heading → commands, in the order read; a command that is not installed is left out.
GROUPS: dict[str, tuple[str, ...]] = {
    "Run a house": ("up", "serve"),
    "Fill it": ("sample", "import", "export"),
    "Find things": ("index", "search", "search-words", "paths"),
    "Plan a day": ("meetings",),
    "Look after it": ("figures", "check", "migrate", "messages", "purge", "backup", "restore"),
}
#: Django's commands that belong to running a house, in our words; the others are named only.
OUR_WORDS = {
    "check": "Check the settings; with --deploy, check that they fit a public site.",
    "migrate": "Bring the database to the newest shape (`up` does it too).",
}
WIDTH = 100
COLUMN = 16


def _sentence(name: str, application: str) -> str:
    """Return the one line about the command ``name``: the first sentence of its own help."""
    if name in OUR_WORDS:
        return OUR_WORDS[name]
    told = " ".join(str(load_command_class(application, name).help).split())
    return told.split(". ")[0].rstrip(".") + "."


def _entry(name: str, sentence: str) -> str:
    indent = " " * (COLUMN + 4)
    return textwrap.fill(sentence, WIDTH, initial_indent=f"    {name:<{COLUMN}}", subsequent_indent=indent)


def guide() -> str:
    """Return the help of the whole program."""
    known = get_commands()
    ours = {name for name, application in known.items() if str(application).startswith("parvis.")}
    grouped = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "Also": tuple(sorted(ours - grouped))}
    parts = [
        f"Parvis {__version__}: the open square before a Cité des métiers.",
        "Usage: parvis COMMAND [OPTIONS]      parvis COMMAND --help tells more about one.",
    ]
    for heading, names in groups.items():
        entries = [_entry(name, _sentence(name, str(known[name]))) for name in names if name in known]
        if entries:
            parts.append("\n".join([heading, *entries]))
    django = " ".join(sorted(set(known) - ours - grouped))
    parts.append("Django's own\n" + textwrap.fill(django, WIDTH, initial_indent="    ", subsequent_indent="    "))
    parts.append("Settings come from the environment (PARVIS_DATA, PARVIS_PORT, DATABASE_URL …): see docs/operate.md.")
    return "\n\n".join(parts)
