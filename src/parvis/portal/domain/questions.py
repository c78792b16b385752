"""The questions people come with: the big doors of the home page, and what stands behind each today."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Question:
    """A question in a visitor's words. ``steps`` are what to do about it today, in order; ``words`` start a search.

    ``leads_to`` names the address that answers it, ``leads_to_words`` says what stands there.
    """

    key: str
    title: Promise | str
    text: Promise | str
    pictogram: str
    tone: str
    steps: tuple[Promise | str, ...]
    words: Promise | str = ""
    leads_to: str = ""
    leads_to_words: Promise | str = ""


QUESTIONS: tuple[Question, ...] = (
    Question(
        "choose",
        _("Choose a trade"),
        _("Look around: by what you like, by sector, by name."),
        "compass",
        "brick",
        (
            _("Look at trades by sector, or by what you like to do."),
            _("Open two or three that speak to you and compare them."),
            _("Put them in your notebook and talk about them with somebody at a house."),
        ),
    ),
    Question(
        "apprenticeship",
        _("Find an apprenticeship"),
        _("Learn at work and at school, with a contract and pay."),
        "path",
        "leaf",
        (
            _("An apprentice works in a company, goes to a school, and is paid. In many countries age is no bar."),
            _("Choose two or three trades first: companies ask why this one."),
            _(
                "Go to a desk at the nearest house. They know who takes apprentices near you, and read letters with you."
            ),
        ),
        _("apprenticeship"),
        "portal:offers",
        _("Look for a place near your town"),
    ),
    Question(
        "see",
        _("See it done"),
        _("Watch, try with your own hands, ask people who do it."),
        "glasses",
        "sea",
        (
            _("Read “A day” and “How to try it” on the sheet of a trade."),
            _("Ask a house for an open day, a workshop, or a few days in a company."),
            _("Write down three questions before you go: your notebook has room for them."),
        ),
    ),
    Question(
        "talk",
        _("Talk to someone"),
        _("Free, without an appointment, without giving your name."),
        "talk",
        "plum",
        (
            _("Walk in at a house while it is open. You need no papers and no appointment."),
            _("Say what brings you. Nobody asks for your name."),
            _("You may bring somebody with you. Tell the house which language you speak."),
        ),
    ),
    Question(
        "change",
        _("Change my work"),
        _("What you can do already counts. See which trades are near yours."),
        "change",
        "sun",
        (
            _("Find the trade you know. Its page shows trades that are a small step away, and why."),
            _("See which skills you have already and which you would learn."),
            _("Ask at a desk what is paid for while you learn, and whether your experience can count as a diploma."),
        ),
    ),
    Question(
        "start",
        _("Start a business"),
        _("From an idea to the first customer, step by step."),
        "rocket",
        "night",
        (
            _("Check what your trade demands: some ask for a diploma or a licence."),
            _("Write down what you sell, to whom, and what you need each month."),
            _("Go to a desk before you sign or pay anything: advice is free there."),
        ),
    ),
)


def question(key: str) -> Question | None:
    """Return the question with ``key``, None when there is none."""
    return next((found for found in QUESTIONS if found.key == key), None)
