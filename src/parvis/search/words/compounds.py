"""Compounds: German and Dutch words taken apart along the vocabulary that the index holds."""

from __future__ import annotations

from collections.abc import Mapping

#: Languages that write compounds as one word.
COMPOUNDING = frozenset({"de", "nl"})

_LINKS = {"de": ("", "s", "n", "en", "es", "er", "e"), "nl": ("", "s", "en", "e", "n", "er")}
_SHORTEST = 3
_TOO_COMMON = frozenset(
    {"ung", "heit", "keit", "lich", "isch", "chen", "lein", "ver", "ent", "ing", "der", "die", "das", "het", "een"}
)


def take_apart(word: str, language: str, counts: Mapping[str, int], deepest: int = 2) -> tuple[str, ...]:
    """Return the parts of the folded ``word`` by the vocabulary ``counts`` (word → documents); empty when it is no compound.

    The cut with the fewest parts wins, then the one whose rarer part is the more common word.
    """
    if language not in COMPOUNDING or len(word) < 2 * _SHORTEST + 1:
        return ()
    best: tuple[int, tuple[str, ...]] = (0, ())
    for cut in range(_SHORTEST, len(word) - _SHORTEST + 1):
        tail = word[cut:]
        tails = (tail,) if tail in counts else take_apart(tail, language, counts, deepest - 1) if deepest > 1 else ()
        if not tails or tails[0] in _TOO_COMMON:
            continue
        head = _head(word[:cut], language, counts)
        if head:
            weight = (
                min(counts[head], *(counts[part] for part in tails))
                * min(len(head), *(len(part) for part in tails)) ** 2
            )
            weight = weight if len(tails) == 1 else max(1, weight // 8)
            best = max(best, (weight, (head, *tails)))
    return best[1]


def _head(text: str, language: str, counts: Mapping[str, int]) -> str:
    """Return the word of the vocabulary that ``text`` is, with or without a linking sound; empty when there is none."""
    for link in _LINKS[language]:
        if text.endswith(link):
            head = text[: len(text) - len(link)]
            if len(head) >= _SHORTEST and head in counts and head not in _TOO_COMMON:
                return head
            if link == "" and len(text) >= _SHORTEST and f"{text}e" in counts:  # Schul-buch, Sprach-lehrer
                return f"{text}e"
            if link == "" and len(text) > _SHORTEST and f"{text}en" in counts:  # Back-stube, Koch-kunst
                return f"{text}en"
    return ""
