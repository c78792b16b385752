"""What search may show of the portal: its own pages, said in every language of the interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from parvis import __version__
from parvis.core.codes import code_for
from parvis.core.documents import Document
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.portal.domain.handouts import Texts, handouts
from parvis.portal.domain.questions import QUESTIONS

KINDS = ("page",)
Words = Promise | str | Texts


@dataclass(frozen=True)
class Leaf:
    """A page of the portal: the name of its address, its title, a sentence and words that lead to it."""

    key: str
    route: str
    arguments: tuple[str, ...]
    title: Words
    summary: Words
    words: Words
    pictogram: str


_LEAVES = (
    Leaf(
        "notebook",
        "portal:notebook",
        (),
        _("Notebook"),
        _("Collect trades and houses, print the list, take it with you."),
        _("list, print, save, remember, PDF"),
        "notebook",
    ),
    Leaf(
        "charter",
        "portal:charter",
        (),
        _("Charter"),
        _("What every house promises to everybody who walks in."),
        _("rights, free, principles, anonymous"),
        "scales",
    ),
    Leaf(
        "neutrality",
        "portal:neutrality",
        (),
        _("Neutrality"),
        _("How the order of results is made. Nobody can buy a place."),
        _("ranking, order, advertising, partners"),
        "scales",
    ),
    Leaf(
        "privacy",
        "portal:privacy",
        (),
        _("Privacy"),
        _("We don’t know who you are, and don’t need to. What that means, in plain words."),
        _("data protection, cookies, anonymous, tracking"),
        "shield",
    ),
    Leaf(
        "about",
        "portal:about",
        (),
        _("About Parvis"),
        _("What this site is, for whom, and whose facts it shows."),
        _("sources, licence, contact, who"),
        "info",
    ),
    Leaf(
        "accessibility",
        "portal:accessibility",
        (),
        _("Accessibility"),
        _("This site should be open to everybody. Here is what was done, and what was not."),
        _("disability, blind, screen reader, keyboard"),
        "person",
    ),
    Leaf(
        "starters",
        "starters:door",
        (),
        _("No trade in mind yet?"),
        _("Start from what you like or from what you already do. A starter for a talk, never a verdict."),
        _("what job suits me, I do not know, career test, orientation, help me choose"),
        "compass",
    ),
    Leaf(
        "interests",
        "starters:interests",
        ("pictures",),
        _("What I like, in pictures"),
        _("Start from what you like or from what you already do. A starter for a talk, never a verdict."),
        _("interests, what do I like, hobbies, RIASEC, Holland"),
        "face-like",
    ),
    Leaf(
        "activities",
        "starters:activities",
        (),
        _("What I already do"),
        _("Everyday things you can do count. See the skills in them, and trades near them."),
        _("my skills, what can I do, strengths, experience"),
        "hands",
    ),
    Leaf(
        "easy",
        "portal:easy",
        (),
        _("Easy to read"),
        _("What you can do here, in easy words."),
        _("help, simple language, how it works"),
        "book",
    ),
)


def _leaves() -> Iterator[Leaf]:
    yield from _LEAVES
    for question in QUESTIONS:
        yield Leaf(
            f"question-{question.key}",
            "portal:question",
            (question.key,),
            question.title,
            question.text,
            question.words or question.title,
            question.pictogram,
        )
    for handout in handouts():
        yield Leaf(
            f"handout-{handout.key}",
            "portal:handout",
            (handout.key,),
            handout.title,
            handout.summary,
            handout.words,
            handout.pictogram,
        )


def _path(leaf: Leaf) -> str | None:
    """Return the address of ``leaf`` without the language, None when this installation has no such page."""
    with override("en"):
        try:
            return reverse(leaf.route, args=leaf.arguments).removeprefix("/en/")
        except NoReverseMatch:
            return None


def _in_every_language(words: Words) -> dict[str, str]:
    if isinstance(words, Mapping):
        return dict(words)
    said = {}
    for language in INTERFACE_LANGUAGES:
        with override(language):
            said[language] = str(words)
    return said


def revision() -> tuple[int, int]:
    """Return (revision, revision of the last removal): the pages change with the program's version only."""
    major, minor, patch = (int(part) for part in __version__.split(".")[:3])
    number = major * 1_000_000 + minor * 1_000 + patch + 1
    return number, number


def documents(since: int = 0) -> Iterator[Document]:
    """Yield the portal's pages when the program is newer than revision ``since``."""
    if since >= revision()[0]:
        return
    for leaf in _leaves():
        path = _path(leaf)
        if path is None:
            continue
        words = {
            language: [word.strip() for word in text.split(",") if word.strip()]
            for language, text in _in_every_language(leaf.words).items()
        }
        yield Document(
            kind="page",
            id=leaf.key,
            path=path,
            titles=_in_every_language(leaf.title),
            words=words,
            summary=_in_every_language(leaf.summary),
            code=code_for(f"page:{leaf.key}"),
            languages=tuple(INTERFACE_LANGUAGES),
            pictogram=leaf.pictogram,
        )


def addresses() -> Iterator[str]:
    """Yield the paths of the portal's pages without the language, the home page first."""
    yield ""
    for leaf in _leaves():
        path = _path(leaf)
        if path is not None:
            yield path
