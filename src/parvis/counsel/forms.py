"""What visitors type here, read with clear sentences; nothing of it is written down before an act asks for it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from parvis.core.domain.notebook import MAX_ITEMS, MAX_LENGTH, Item, Notebook, read
from parvis.core.refusal import Refusal
from parvis.counsel.domain.attached import items_in
from parvis.counsel.domain.phrases import LONGEST_TYPED, Phrase, read_phrase
from parvis.counsel.domain.texts import tidied
from parvis.counsel.enums import Keep
from parvis.counsel.rules import LONGEST

#: What is shown again of a text that is too long: all of it, but for what nobody typed by hand.
_SHOWN_AGAIN = 4 * LONGEST
_LONGEST_FIELD = 60_000


@dataclass(frozen=True, repr=False)
class Typed:
    """A letter's form as it was sent, to be shown again as it was."""

    text: str = ""
    keep: int = Keep.LONGEST

    @classmethod
    def of(cls, sent: QueryDict) -> Typed:
        """Read what was sent; a time that is not on the list is the longest."""
        return cls(sent.get("text", "")[:_SHOWN_AGAIN], read_keep(sent) or Keep.LONGEST)


def read_keep(sent: QueryDict) -> int:
    """Return how many days were chosen, 0 when it is none of the list."""
    chosen = sent.get("keep", "")[:3]
    return int(chosen) if chosen.isascii() and chosen.isdecimal() and int(chosen) in Keep.values else 0


def read_after(sent: QueryDict) -> int:
    """Return up to which letter the page was read, 0 when it does not say."""
    number = sent.get("after", "")[:5]
    return int(number) if number.isascii() and number.isdecimal() else 0


def read_sealed(sent: QueryDict, name: str) -> str:
    """Return a sealed field of ours."""
    return sent.get(name, "")[:_LONGEST_FIELD]


def read_words(sent: QueryDict) -> str:
    """Return words as they were typed."""
    return sent.get("words", "")[:LONGEST_TYPED]


def refuse_unnoted(sent: QueryDict, phrase: Phrase, language: str) -> None:
    """Refuse a letter whose visitor has neither typed the words back nor said that they are on paper."""
    words = read_words(sent)
    if words.strip():
        if read_phrase(words, language) != phrase:
            raise Refusal(_("These are other words than those shown here. Compare each word. Nothing was sent yet."))
    elif not sent.get("noted"):
        raise Refusal(
            _(
                "Type the words back, or print this page and tick that you have. Without the words nobody can open the answer."
            )
        )


@dataclass(frozen=True, repr=False)
class DeskTyped:
    """The form of an answer as it was sent: words, what is looked for, the things that are ticked, up to where the page was read."""

    text: str = ""
    find: str = ""
    attached: tuple[Item, ...] = ()
    after: int = 0
    ends: bool = False

    @classmethod
    def of(cls, sent: QueryDict) -> DeskTyped:
        """Read what was sent; the string or address of a notebook that is looked for is attached whole."""
        find = sent.get("find", "")[:MAX_LENGTH]
        ticked = items_in(each[:20] for each in sent.getlist("attach")[:MAX_ITEMS])
        notebook = read(find.rpartition("n=")[2].partition("&")[0])
        if notebook.items and not notebook.faults:
            find, ticked = "", Notebook(ticked).adding(*notebook.items).items
        return cls(
            sent.get("text", "")[:_SHOWN_AGAIN],
            tidied(find[:200]).strip(),
            ticked,
            read_after(sent),
            bool(sent.get("ends")),
        )


def read_code(sent: QueryDict, name: str) -> str:
    """Return a short code of ours."""
    return tidied(sent.get(name, "")[:40])


def read_number(sent: QueryDict, name: str) -> int:
    """Return a row's number, 0 when it is none."""
    number = sent.get(name, "")[:12]
    return int(number) if number.isascii() and number.isdecimal() else 0
