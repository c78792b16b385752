"""Reading a question for needs in one language: which runs of words it holds, and how like it is to what people say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parvis.search.words.fold import fold_typed, split
from parvis.search.words.needs import Book, Cue, Part, book
from parvis.search.words.spelling import repairs
from parvis.search.words.stems import keys_typed

#: Words read of a question, and others that may stand between two words of a run.
MOST_WORDS, MOST_BETWEEN = 80, 2
#: What a word between two of a run leaves of its weight, and what a repaired word does.
BETWEEN, REPAIRED = 0.92, 0.85
#: What is left of a run that stands inside a longer one of another need.
WITHIN = 0.35
#: Letters of a word that is repaired, and the cost (about slips) a repair may have: of a shorter and of a longer word.
SHORTEST, LONGER = 5, 8
DEAREST = {False: 1.0, True: 1.6}
#: A shorter word is met as it stands: "les" is no injury ("lesió"), though its stem is.
SHORTEST_STEM = 4
#: How much the likeness to a said sentence tells at most.
LIKE = 0.55


@dataclass(frozen=True)
class Token:
    """A word as typed, folded, the keys it is met by, and how surely it is that word."""

    typed: str
    plain: str
    keys: frozenset[str]
    surety: float = 1.0

    def meets(self, part: Part) -> bool:
        """Say whether it is the word of a run."""
        if part.is_beginning:
            return self.plain.startswith(part.plain)
        return self.plain == part.plain or (len(self.plain) >= SHORTEST_STEM and bool(self.keys & part.keys))


@dataclass(frozen=True)
class Span:
    """A run met: the words from ``first`` before ``last``, the need it tells of and by how much."""

    first: int
    last: int
    need: str
    weight: float


@dataclass(frozen=True)
class Read:
    """A question read in one language: its words, the runs met, and how much of it (0…1) the language knows."""

    language: str
    tokens: tuple[Token, ...]
    spans: tuple[Span, ...]
    known: float

    def words_of(self, span: Span) -> str:
        """Return the words of ``span`` as they were typed."""
        return " ".join(token.typed for token in self.tokens[span.first : span.last])


def tokens(text: str, language: str, *, may_repair: bool = True) -> tuple[tuple[Token, ...], float]:
    """Return the words of ``text`` and which share of them ``language`` knows as they stand."""
    known = book(language)
    words = split(text, language)[:MOST_WORDS]
    found = [_token(word, known, may_repair=may_repair) for word in words]
    share = sum(token.plain in known.known for token in found) / len(found) if found else 0.0
    return tuple(found), share


def _token(word: str, known: Book, *, may_repair: bool) -> Token:
    plain = fold_typed(word)
    if not may_repair or plain in known.known or len(plain) < SHORTEST or not plain.isalpha():
        return Token(word, plain, frozenset(keys_typed(word, known.language)))
    own = frozenset(keys_typed(word, known.language))
    if own & known.cues.keys():
        return Token(word, plain, own)
    fixed = next(iter(repairs(plain, known.vocabulary, limit=1)), None)
    if fixed is None or fixed.cost > DEAREST[len(plain) >= LONGER]:
        return Token(word, plain, own)
    return Token(word, fixed.word, frozenset(keys_typed(fixed.word, known.language)), REPAIRED)


def read(text: str, language: str, *, may_repair: bool = True) -> Read:
    """Read ``text`` in ``language``."""
    found, share = tokens(text, language, may_repair=may_repair)
    return Read(language, found, tuple(_settled(list(_spans(found, book(language))))), share)


def _spans(found: Sequence[Token], known: Book) -> Iterator[Span]:
    for place, token in enumerate(found):
        cues = {id(cue): cue for key in (token.plain, *token.keys) for cue in known.cues.get(key, ())}
        for cue in (*cues.values(), *known.beginnings):
            span = _met(cue, found, place)
            if span:
                yield span


def _met(cue: Cue, found: Sequence[Token], place: int) -> Span | None:
    """Return the run ``cue`` as it begins at ``place``, None when it does not."""
    weight, here = cue.weight, place
    for number, part in enumerate(cue.parts):
        reach = 1 if number == 0 else MOST_BETWEEN + 1
        step = next(
            (step for step in range(reach) if here + step < len(found) and found[here + step].meets(part)), None
        )
        if step is None:
            return None
        weight *= found[here + step].surety * BETWEEN**step
        here += step + 1
    return Span(place, here, cue.need, weight)


def _settled(spans: list[Span]) -> Iterator[Span]:
    """Yield the spans, the longest first, each word counted once a need; what stands inside a longer run tells less."""
    spans.sort(key=lambda span: (span.first - span.last, -span.weight, span.first))
    kept: list[Span] = []
    for span in spans:
        around = [one for one in kept if one.first <= span.first and span.last <= one.last]
        if any(one.need == span.need for one in around):
            continue
        is_within = any(one.last - one.first > span.last - span.first for one in around)
        kept.append(Span(span.first, span.last, span.need, span.weight * (WITHIN if is_within else 1.0)))
        yield kept[-1]


def by_runs(read: Read) -> dict[str, float]:
    """Return how much (0…1) the runs met tell of each need."""
    left: dict[str, float] = {}
    for span in read.spans:
        left[span.need] = left.get(span.need, 1.0) * (1 - span.weight)
    return {need: 1 - rest for need, rest in left.items()}


def by_sentences(read: Read) -> dict[str, float]:
    """Return how like (0…1) the question is to the nearest sentence of each need, by the words they share."""
    known = book(read.language)
    asked = {key for token in read.tokens for key in token.keys if key in known.rarity}
    whole = sum(known.rarity[key] for key in asked) + 0.25 * sum(
        1 for token in read.tokens if token.plain not in known.known
    )
    best: dict[str, float] = {}
    for sentence in known.sentences:
        shared = sum(known.rarity[key] for key in asked & sentence.keys)
        if shared:
            all_said = sum(known.rarity[key] for key in sentence.keys)
            best[sentence.need] = max(best.get(sentence.need, 0.0), 2 * shared / (whole + all_said))
    return best
