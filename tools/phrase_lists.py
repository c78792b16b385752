"""Take the words of a language's code phrases from what people wrote, or say how the lists in the house stand.

    python tools/phrase_lists.py                      # a line for each language in the house
    python tools/phrase_lists.py fr words.txt ...     # take 1024 of these words and write the French list

Words stand in the files apart by spaces or lines, the commonest first; what follows a # is left out. People who know the
language write them; they are never taken over from somebody else's list. One after the other is taken when

- it has letters of the language only, and so many that a child writes it down and a phrase fits on a slip (`LETTERS`, `LENGTHS`);
- counsel/tests/unwanted/<language>.txt does not name it: a whole word, or begin* for all words that begin so;
- it is not, after `normal`, the beginning of one taken before, nor begins with one: a phrase may be typed without spaces;
- it is two slips or more from all taken before (a letter wrong, lost, added, or two swapped): a slip is seen, and never a word.

To change a word, give the file without it and the list in the house: `... fr src/parvis/counsel/phrases/fr.txt new.txt`.
A list in use is not changed lightly: the last word of a phrase is a check taken from the list, so phrases that are out would be
read no more (counsel/tests/test_phrase_lists.py holds the lists still).
"""

import argparse
import itertools
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from math import log2
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA

HOUSE: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HOUSE / "src"))

from parvis.counsel.domain.normal import normal  # noqa: E402

COUNSEL: Final = HOUSE / "src" / "parvis" / "counsel"
SIZE: Final = 1024
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
LETTERS: Final[Mapping[str, str]] = {
    "fr": _LATIN + "àâçèéêëîïôùû",
    "en": _LATIN,
    "de": _LATIN,  # no ä, ö, ü, ß: whoever has no such keys writes ae or a, and both would have to be right
    "it": _LATIN + "àèéìòù",
    "es": _LATIN + "áéíñóú",
    "pt": _LATIN + "áâãàçéêíóôõú",
    "nl": _LATIN,
    "ca": _LATIN + "àçèéíïòóúü",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
LENGTHS: Final = {"ar": (3, 8)}
USUAL_LENGTHS: Final = (3, 9)


def read(path: Path) -> list[str]:
    """Return the words of a file, without what follows a #."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]


def may_stand(word: str, language: str, unwanted: Iterable[str]) -> bool:
    """Tell whether ``word`` has the letters and the length of the language's list and is not unwanted."""
    shortest, longest = LENGTHS.get(language, USUAL_LENGTHS)
    compared = normal(word)
    return (
        set(word) <= set(LETTERS[language])
        and shortest <= len(compared) <= longest
        and not any(fnmatchcase(compared, pattern) for pattern in unwanted)
    )


def clash(one: str, other: str) -> bool:
    """Tell whether two normal words may not stand in one list: one begins the other, or they are one slip apart."""
    return one.startswith(other) or other.startswith(one) or OSA.distance(one, other, score_cutoff=1) <= 1


def choose(candidates: Iterable[str], language: str, unwanted: Iterable[str]) -> list[str]:
    """Return the first `SIZE` of the ``candidates`` that may stand and clash with none before them, sorted as they are compared."""
    taken: dict[str, str] = {}
    for candidate in candidates:
        word = unicodedata.normalize("NFC", candidate)
        compared = normal(word)
        if may_stand(word, language, unwanted) and not any(clash(compared, other) for other in taken):
            taken[compared] = word
        if len(taken) == SIZE:
            break
    return [taken[compared] for compared in sorted(taken)]


def told(language: str, words: list[str], unwanted: list[str]) -> str:
    """Return one line on a list: size, bits a word, and how many words break which rule."""
    compared = [normal(word) for word in words]
    pairs = list(itertools.combinations(dict.fromkeys(compared), 2))
    begins = sum(one.startswith(other) or other.startswith(one) for one, other in pairs)
    close = sum(OSA.distance(one, other, score_cutoff=1) <= 1 for one, other in pairs)
    not_ours = [word for word in words if not may_stand(word, language, unwanted)]
    letters = sum(map(len, words)) / max(len(words), 1)
    return (
        f"{language}: {len(set(compared))} words, {log2(max(len(set(compared)), 1)):.2f} bits each, {letters:.1f} letters a word; "
        f"{len(compared) - len(set(compared))} twice, {begins} pairs that begin alike, {close} pairs one slip apart, "
        f"{len(not_ours)} that may not stand {' '.join(not_ours)}"
    ).rstrip()


def main() -> int:
    """Write the list of one language, or say how all stand; 1 when a list is not whole."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("language", nargs="?", choices=sorted(LETTERS))
    parser.add_argument("files", nargs="*", type=Path)
    given = parser.parse_args()
    if given.language and not given.files:
        parser.error("name the files with words to choose from")
    whole = True
    for language in [given.language] if given.language else LETTERS:
        unwanted = read(COUNSEL / "tests" / "unwanted" / f"{language}.txt")
        path = COUNSEL / "phrases" / f"{language}.txt"
        if given.files:
            words = choose(itertools.chain.from_iterable(map(read, given.files)), language, unwanted)
            path.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
        words = read(path) if path.exists() else []
        whole &= len(words) == SIZE
        print(told(language, words, unwanted))
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
