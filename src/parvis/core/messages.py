"""The interface's sentences: found in code and templates, kept in one catalogue a room and language, read by gettext.

Babel does the work (no program of the system is needed): templates become Python by Django's own ``templatize``.
Catalogues stand in ``<room>/locale/<language>/LC_MESSAGES/django.po``; English is the source and needs none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from parvis.core.languages import INTERFACE_LANGUAGES

PACKAGE = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def rooms() -> list[str]:
    """Return the names of the rooms, in order."""
    return sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))


def translated_languages() -> list[str]:
    """Return the interface's languages that need a catalogue."""
    return [language for language in INTERFACE_LANGUAGES if language != SOURCE_LANGUAGE]


def path_of(room: str, language: str) -> Path:
    """Return where the catalogue of ``room`` in ``language`` stands."""
    return PACKAGE / room / "locale" / language / "LC_MESSAGES" / "django.po"


def catalogues() -> list[Path]:
    """Return every catalogue that exists."""
    return sorted(PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"))


def _sources(room: str) -> Iterator[tuple[Path, bytes]]:
    folder = PACKAGE / room
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(folder).parts):
            yield path, path.read_bytes()
    for path in sorted(folder.glob("templates/**/*.*")):
        code = templatize(path.read_text(), origin=str(path))
        yield path, "\n".join(line.lstrip() for line in code.splitlines()).encode()  # Babel minds indentation


def _sentences(room: str) -> Iterator[tuple[str, int, str | tuple[str, ...], str | None, list[str]]]:
    for path, text in _sources(room):
        place = path.relative_to(PACKAGE).as_posix()
        for line, said, comments, context in extract("python", io.BytesIO(text), KEYWORDS, ("Translators:",)):
            yield place, line, said, context, comments


def collect() -> dict[str, Catalog]:
    """Return each room's sentences, as a catalogue without a language; rooms without sentences are left out."""
    found: dict[str, Catalog] = {}
    for room in rooms():
        catalogue = Catalog(project="Parvis", charset="utf-8")
        for place, _line, said, context, comments in _sentences(room):
            catalogue.add(said, locations=[(place, 0)], auto_comments=comments, context=context)
        if len(catalogue):
            found[room] = catalogue
    return found


def _read(path: Path, language: str) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="Parvis", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update_all() -> None:
    """Bring every catalogue to the sentences of the code: new ones empty, gone ones dropped, nothing guessed."""
    for room, template in collect().items():
        for language in translated_languages():
            path = path_of(room, language)
            catalogue = _read(path, language)
            catalogue.update(template, no_fuzzy_matching=True, keep_user_comments=True)
            catalogue.obsolete.clear()
            catalogue.fuzzy = False
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(
                    file,
                    catalogue,
                    width=120,
                    omit_header=False,
                    sort_output=True,
                    include_lineno=False,
                    ignore_obsolete=True,
                )


def _problem(message: Message, wanted: Message | None) -> str:
    """Say what is wrong with ``message`` in its catalogue, empty when nothing is."""
    if wanted is None:
        return "nobody says this any more"
    if message.fuzzy:
        return "is fuzzy"
    said = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    if not all(said):
        return "is not translated"
    errors = [str(error) for error in message.check()]
    return errors[0] if errors else ""


def gaps() -> list[str]:
    """Return a sentence for each message that is missing, fuzzy, stale or broken in some language."""
    found: list[str] = []
    for room, template in collect().items():
        for language in translated_languages():
            catalogue = _read(path_of(room, language), language)
            found += [
                f"{room} {language}: {wanted.id!r} is missing"
                for wanted in template
                if wanted.id and catalogue.get(_key(wanted), wanted.context) is None
            ]
            for message in catalogue:
                problem = message.id and _problem(message, template.get(_key(message), message.context))
                if problem:
                    found.append(f"{room} {language}: {message.id!r} {problem}")
    return found


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, (list, tuple)) else str(message.id)


def compile_all() -> None:
    """Write the .mo file beside each catalogue that is newer."""
    for path in catalogues():
        compiled = path.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= path.stat().st_mtime:
            continue
        catalogue = _read(path, path.parts[-3])
        made = io.BytesIO()
        write_mo(made, catalogue)
        compiled.write_bytes(made.getvalue())
