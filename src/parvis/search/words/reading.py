"""Reading a question: which words it holds in a language, which matter, and which index keys each may be found under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parvis.search.words.compounds import take_apart
from parvis.search.words.fold import fold_typed, split
from parvis.search.words.lexicon import Lexicon
from parvis.search.words.spelling import repairs
from parvis.search.words.stems import keys, keys_typed
from parvis.search.words.tongues import names_tongue, names_tongue_somewhere
from parvis.search.words.vocabulary import Vocabulary
from parvis.search.words.wanted import says_kind, says_kind_somewhere

#: More words than this are not read: no question needs them, and each costs time.
MOST_WORDS = 16
#: A word of as many letters is not near to another by chance.
LONG = 7

#: How much a match counts by the way it came about.
SAME, CONCEPT, PART, WHOLE_OF_PARTS, PREFIX = 1.0, 0.62, 0.72, 0.8, 0.8
FILLER = 0.18


@dataclass(frozen=True)
class Word:
    """One word of the question: what was typed, how much it matters (0…1), its keys with the weight of each.

    ``repaired`` holds the words it may be a slip of, the nearest first, which ``cost`` belongs to.
    """

    typed: str
    weight: float
    keys: Mapping[str, float]
    repaired: tuple[str, ...] = ()
    is_known: bool = True
    cost: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Say whether it is known, or so long and so near to a word that it surely is a slip of that one."""
        return self.is_known or (bool(self.repaired) and len(self.typed) >= LONG and self.cost <= 1)


@dataclass(frozen=True)
class Reading:
    """A question read in one language.

    ``known`` is the share (0…1) of what it says that this language's index knows. ``exact`` is the whole of it, folded.
    ``meant`` is the question with its spelling repaired, empty when nothing was; ``also`` holds other possible repairs.
    """

    language: str
    words: tuple[Word, ...]
    known: float
    exact: str
    meant: str = ""
    also: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """Return what a full match would weigh."""
        return sum(word.weight for word in self.words) or 1.0


def read(
    text: str, vocabulary: Vocabulary, lexicon: Lexicon, *, is_unfinished: bool = True, may_repair: bool = True
) -> Reading:
    """Read ``text`` in the language of ``vocabulary``; ``is_unfinished`` says that its last word may be a beginning."""
    language = vocabulary.language
    typed = _join_and_part(split(text, language)[: 2 * MOST_WORDS], vocabulary)[:MOST_WORDS]
    telling = [word for word in typed if fold_typed(word) not in lexicon.stop and (len(word) > 1 or not word.isascii())]
    telling = telling or typed
    words, known, total = [], 0.0, 0.0
    for place, word in enumerate(telling):
        is_last = is_unfinished and place == len(telling) - 1 and word == typed[-1]
        read_word = _read_word(word, vocabulary, lexicon, is_last=is_last, may_repair=may_repair)
        words.append(read_word)
        total += read_word.weight
        known += read_word.weight * _knowledge(fold_typed(word), read_word, vocabulary, lexicon)
    exact = " ".join(fold_typed(word) for word in typed)
    fixes = {word.typed: word.repaired for word in words if word.repaired}
    meant = _mended(typed, fixes, 0) if fixes else ""
    also = (_mended(typed, fixes, 1),) if any(len(fix) > 1 for fix in fixes.values()) else ()
    return Reading(language, tuple(words), known / total if total else 0.0, exact, meant, also)


def _mended(typed: list[str], fixes: Mapping[str, tuple[str, ...]], choice: int) -> str:
    """Return the question with each misspelt word replaced by its ``choice``-th repair, or the last there is."""
    return " ".join(fixes[word][min(choice, len(fixes[word]) - 1)] if word in fixes else word for word in typed)


def _knowledge(plain: str, word: Word, vocabulary: Vocabulary, lexicon: Lexicon) -> float:
    """Return how surely this language knows the word: in a name, merely somewhere in a text, or not."""
    if not word.is_known:
        return 0.0
    is_sure = plain in vocabulary.named or lexicon.is_spoken(plain) or says_kind(plain, vocabulary.language)
    return 1.0 if is_sure else 0.6


def _join_and_part(words: list[str], vocabulary: Vocabulary) -> list[str]:
    """Join neighbours that only together are a word ("bus driver" → as typed, "fahr lehrer" → "fahrlehrer") and part two run together."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        if (
            before
            and fold_typed(before + word) in vocabulary.named
            and not (fold_typed(before) in vocabulary and fold_typed(word) in vocabulary)
        ):
            joined[-1] = before + word
        else:
            joined.append(word)
    parted: list[str] = []
    for word in joined:
        parted.extend((word,) if fold_typed(word) in vocabulary else _part(fold_typed(word), vocabulary) or (word,))
    return parted


def _part(word: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the two common words that ``word`` runs together; empty when it does not."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for cut in range(4, len(word) - 3):
        left, right = word[:cut], word[cut:]
        count = min(vocabulary.named.get(left, 0), vocabulary.named.get(right, 0))
        if count >= 2:
            best = max(best, (count, (left, right)))
    return best[1]


def _read_word(typed: str, vocabulary: Vocabulary, lexicon: Lexicon, *, is_last: bool, may_repair: bool) -> Word:
    """Return one word with all its keys."""
    language, plain = vocabulary.language, fold_typed(typed)
    found: dict[str, float] = {}
    own = keys(typed, language) if plain in vocabulary else keys_typed(typed, language)
    _add(found, own, SAME)
    asks_to_train = says_kind(plain, language)
    is_held = plain in vocabulary or any(key in vocabulary.keys for key in own)
    is_word = (
        lexicon.is_spoken(plain) or names_tongue(plain, language) or bool(lexicon.concepts(own))
    )  # no slip of another
    is_known = asks_to_train or is_held or is_word
    repaired: tuple[str, ...] = ()
    cost = 0.0
    if not is_known or vocabulary.named.get(plain, 0) == 0:
        parts = take_apart(plain, language, vocabulary.named)
        for part in parts:
            _add(found, keys(part, language), WHOLE_OF_PARTS / len(parts) ** 0.5)
            _add(found, lexicon.concepts(keys(part, language)), CONCEPT * 0.7)
        if parts:
            is_known = True
    if is_last and len(plain) >= 2 and plain not in vocabulary.named:
        begun = vocabulary.starting(plain)
        for word in begun:
            _add(found, keys(word, language), PREFIX)
        is_known = is_known or bool(begun)
    if not is_known and may_repair and not names_tongue_somewhere(plain):
        for repair in repairs(plain, vocabulary):
            cost = cost or repair.cost
            repaired = (*repaired, repair.word)
            weight = max(0.4, 0.95 - 0.15 * repair.cost)
            _add(found, keys(repair.word, language), weight)
            _add(found, lexicon.concepts(keys(repair.word, language)), weight * CONCEPT)
    _add(found, lexicon.concepts(own), CONCEPT)
    weight = vocabulary.weight(own if is_known and not repaired else [key for key in found if not key.startswith("§")])
    is_said_only = plain in lexicon.everyday or names_tongue(plain, language)
    is_idle = plain in lexicon.filler or (is_said_only and not is_held)
    if asks_to_train or is_idle or (not is_known and says_kind_somewhere(plain)):
        weight *= FILLER
    return Word(typed, weight, found, repaired, is_known, cost)


def _add(found: dict[str, float], names: tuple[str, ...], weight: float) -> None:
    for name in names:
        found[name] = max(weight, found.get(name, 0.0))
