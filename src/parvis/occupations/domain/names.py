"""Names of trades and skills as the sources write them, made tidy: both gender forms told apart, dirt taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

ALIKE = 60.0  # likeness in percent from which two halves of as many words, or with kin first words, are the two gender forms of one name
VERY_ALIKE = 80.0  # … and from which they are without either
_WRONG_APOSTROPHE = re.compile(r"(?<=\w)(?:¿|'')(?=\w)")
_SPACES = re.compile(r"\s+")
_GERMAN_ENDING = re.compile(r"^(?P<name>.*\w)/in\b(?P<rest>.*)$")


def clean(text: str) -> str:
    """Return ``text`` in one line and composed (NFC); ``¿`` or doubled quotes inside a word become an apostrophe."""
    return _SPACES.sub(" ", _WRONG_APOSTROPHE.sub("’", unicodedata.normalize("NFC", text))).strip()


def clean_paragraphs(text: str) -> str:
    """Return running ``text`` with its paragraphs kept, one blank line between them."""
    return "\n\n".join(kept for part in re.split(r"\r\n|\r|\n", text) if (kept := clean(part)))


def distinct(names: Iterable[str]) -> list[str]:
    """Return ``names`` without the empty ones and without repetitions (case apart), in their order."""
    kept: dict[str, str] = {}
    for name in filter(None, names):
        kept.setdefault(name.casefold(), name)
    return list(kept.values())


def forms(name: str) -> list[str]:
    """Return the gender forms that ``name`` gives, each whole: one, or two ("boulanger/boulangère").

    The slash that parts two forms is the one whose halves are most alike; a slash between unlike things
    ("quality assurance/quality control manager") parts nothing.
    """
    tidy = clean(name).strip("/ ")
    if ending := _GERMAN_ENDING.match(tidy):  # "Dozent/in für Medizin"
        return [ending["name"] + ending["rest"], f"{ending['name']}in{ending['rest']}"]
    halves = [(tidy[:at].strip(), tidy[at + 1 :].strip()) for at, sign in enumerate(tidy) if sign == "/"]
    pairs = [_whole(*pair) for pair in halves if all(pair)]
    if not pairs or tidy.isupper():
        return [tidy]
    best = max(pairs, key=lambda pair: ratio(*pair))
    if len(tidy.split()) == 1 and len(pairs) == 1 and min(map(len, best)) > 2:  # "barman/barvrouw"
        return distinct(best)
    one, two = best[0].split(), best[1].split()
    is_even = len(one) == len(two) or (one[0] != two[0] and _are_kin(one[0], two[0]))
    return distinct(best) if ratio(*best) >= (ALIKE if is_even else VERY_ALIKE) else [tidy]


def label_of(name: str) -> str:
    """Return ``name`` as it is shown: its forms with « / » between them."""
    return " / ".join(forms(name))


def names_of(label: str, alternatives: Iterable[str], shown: str) -> list[str]:
    """Return the names to keep beside the ``shown`` label: the forms of the source's ``label``, then its alternatives.

    The shown label itself is left out. The outcome depends on the texts only, never on which source came first.
    """
    found = [*forms(label), *(form for name in alternatives for form in forms(name))]
    return [name for name in distinct(found) if name.casefold() != shown.casefold()]


def _whole(left: str, right: str) -> tuple[str, str]:
    """Return both forms whole where they share words: "Abatteur", "Abatteuse de carrière"; "Chef boulanger", "boulangère"."""
    one, two = left.split(), right.split()
    if _are_kin(one[-1], two[0]) and (len(one) == 1 or not _are_kin(one[0], two[0])):
        one, two = [*one, *two[1:]], [*one[:-1], *two]
    elif len(one) < len(two) and _are_kin(one[-1], two[len(one) - 1]):
        one = [*one, *two[len(one) :]]
    return " ".join(one), " ".join(two)


def _are_kin(one: str, two: str) -> bool:
    """Say whether two words look like the gender forms of one word: same first letters, nearly as long."""
    return one[:3].casefold() == two[:3].casefold() and abs(len(one) - len(two)) <= 5
