"""What people do every day, each tied to skills of ESCO and to trades of our seed (data/activities)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from parvis.core.said import Said
from parvis.starters.domain.answers import Answers, Questions
from parvis.starters.domain.words import DATA, word

ESCO_URI = "http://data.europa.eu/esco/skill/"


@dataclass(frozen=True)
class Activity:
    """One activity: ``place`` is where its tick stands in a code, ``skills`` are URIs, ``trades`` keys of the seed."""

    place: int
    key: str
    group: str
    pictogram: str
    skills: tuple[str, ...]
    trades: tuple[str, ...]

    def said(self, language: str) -> Said:
        """Return the activity in ``language`` or its fallback."""
        return word("activities", self.key, language)


@cache
def activities() -> tuple[Activity, ...]:
    """Return every activity, in the order of their places."""
    found = [
        Activity(
            told["number"],
            key,
            path.stem,
            told["pictogram"],
            tuple(ESCO_URI + tail for tail in told["skills"]),
            tuple(told["trades"]),
        )
        for path in (DATA / "activities").glob("*.toml")
        for key, told in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]
    return tuple(sorted(found, key=lambda one: one.place))


@cache
def pages() -> tuple[tuple[Activity, ...], ...]:
    """Return the activities group by group."""
    return tuple(tuple(group) for _key, group in groupby(activities(), key=lambda one: one.group))


@cache
def questions() -> Questions:
    """Return what a code of activities answers: done or not."""
    return Questions("d", len(activities()), 2)


def done(answers: Answers) -> list[Activity]:
    """Return the activities ticked in ``answers``."""
    return [one for one in activities() if answers[one.place]]
