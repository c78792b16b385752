"""Open-day notices: what is stated is read, what is not goes to a person.

``data/opendays.tsv`` holds what a person understood of half of the notices (those whose hash begins with an even digit), written
before the parser was; without the notices themselves. The notices are read from PARVIS_TEST_DATA where it is set.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.agenda.importers.opendays.notices import Opening, Unclear, understand

LABELS = Path(__file__).parent / "data" / "opendays.tsv"
NOTICES = Path(os.environ.get("PARVIS_TEST_DATA", "/nowhere")) / "apprenticeship" / "fr" / "jpo.json"


def _said(opening: Opening) -> str:
    if opening.starts is None:
        return f"{opening.day}"
    return f"{opening.day} {opening.starts:%H:%M}-" + (f"{opening.ends:%H:%M}" if opening.ends else "")


def _all(notice: str) -> list[str]:
    return [_said(opening) for opening in understand(notice).openings]


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        ("Le 4 avril 2026 de 9h00 à 12h30", ["2026-04-04 09:00-12:30"]),
        ("le samedi 4 avril 2026 de 9 h à 12 h", ["2026-04-04 09:00-12:00"]),
        ("Le 1er avril 2026", ["2026-04-01"]),
        ("Le 04/04/2026 de 9:00 à 17:00", ["2026-04-04 09:00-17:00"]),
        (
            "Le 4 avril 2026 de 9h à 17h de 9h à 12h et de 14h à 17h",
            ["2026-04-04 09:00-12:00", "2026-04-04 14:00-17:00"],
        ),
        ("Le 4 avril 2026 de 9h à 12h et de 14h à 17h", ["2026-04-04 09:00-12:00", "2026-04-04 14:00-17:00"]),
        ("Le 4 avril 2026 de 9h à 17h (pause entre 12h et 13h)", ["2026-04-04 09:00-12:00", "2026-04-04 13:00-17:00"]),
        ("Le 4 avril 2026 (à partir de 14h)", ["2026-04-04 14:00-"]),
        ("Les 3 et 4 avril 2026 de 9h à 12h", ["2026-04-03 09:00-12:00", "2026-04-04 09:00-12:00"]),
        (
            "Du 3 avril 2026 à 17h au 4 avril 2026 à 12h (vendredi de 17h à 20h et samedi de 9h à 12h)",
            ["2026-04-03 17:00-20:00", "2026-04-04 09:00-12:00"],
        ),
        (
            "Le 4 avril 2026 de 9h00 à 12h00 (Plus d'info : https://example.org/28-mars-2027/)",
            ["2026-04-04 09:00-12:00"],
        ),
    ],
)
def test_states(notice: str, said: list[str]) -> None:
    """What stands in the notice is read, to the minute."""
    assert _all(notice) == said


@pytest.mark.parametrize(
    ("notice", "reason"),
    [
        ("le 4 avril de 9h à 12h", Unclear.NO_YEAR),
        ("Le 04/04 de 9h à 12h", Unclear.NO_YEAR),
        ("tous les samedis de mars", Unclear.RHYTHM),
        ("Du 1 janvier 2026 à 13h au 31 mars 2026 à 16h (les mercredis)", Unclear.RHYTHM),
        ("Du 3 avril 2026 à 9h00 au 4 avril 2026 à 15h30", Unclear.SPAN),
        ("Du 3 avril 2026 au 9 mai 2026", Unclear.SPAN),
        ("Le 4 avril 2026 de 9h à 12h (horaires à confirmer)", Unclear.TO_CONFIRM),
        ("Le 4 avril 2026 (annulé)", Unclear.TO_CONFIRM),
        ("Le 4 avril 2026 de 9h à 12h (en visio)", Unclear.ONLINE),
        ("Le dimanche 4 avril 2026", Unclear.WEEKDAY),
        ("Le 31 avril 2026", Unclear.IMPOSSIBLE),
        ("Le 4 avril 2026 de 25h00 à 26h00", Unclear.IMPOSSIBLE),
        ("Le 4 avril 2026 de 12h à 9h", Unclear.IMPOSSIBLE),
        ("Le 4 avril 2026 de 9h à 12h (accueil à 11h30)", Unclear.OTHER),
        ("Date(s) indicative(s) des Journées portes ouvertes précédentes : le 04/04/2025", Unclear.PREVIOUS),
        ("sur rendez-vous", Unclear.OTHER),
        ("", Unclear.OTHER),
    ],
)
def test_asks_a_person(notice: str, reason: Unclear) -> None:
    """What is not stated is not guessed; the reason says what a person has to look for."""
    found = understand(notice)
    assert (found.openings, found.unclear) == ((), reason)


def test_keeps_the_rest_in_its_own_words() -> None:
    """Remark, link and the need for an appointment are kept beside the hours."""
    found = understand("Le 4 avril 2026 de 9h00 à 12h00 (sur rendez-vous Plus d'info : https://example.org/jpo)")
    assert (found.remark, found.url, found.by_appointment) == ("sur rendez-vous", "https://example.org/jpo", True)


@given(st.text(alphabet=st.sampled_from("ledu 0123456789h:/(),.àmarsvi²٣\n"), max_size=80) | st.text())
def test_never_raises(notice: str) -> None:
    """Whatever a stranger writes is either read or given to a person."""
    found = understand(notice)
    assert bool(found.openings) != bool(found.unclear)


@pytest.mark.skipif(not NOTICES.is_file(), reason="PARVIS_TEST_DATA holds no notices")
@pytest.mark.parametrize("part", ["tuning", "held-back"])
def test_agrees_with_the_person_who_read_them(part: str) -> None:
    """Sessions of the labelled half: precision at least 99 %, recall at least 97 %; the figures stand in docs/benchmarks.md."""
    told = json.loads(NOTICES.read_text("utf-8"))
    by_hash = {hashlib.sha256(one.encode()).hexdigest()[:20]: one for school in told.values() for one in school["jpo"]}
    right = wrong = missed = 0
    for line in LABELS.read_text("utf-8").splitlines()[1:]:
        key, mine, said = line.split("\t")
        if mine != part:
            continue
        wanted = set() if said in {"previous", "unknown"} else set(said.split(", "))
        got = set(_all(by_hash[key]))
        right, wrong, missed = right + len(wanted & got), wrong + len(got - wanted), missed + len(wanted - got)
    assert right > 0
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.97
