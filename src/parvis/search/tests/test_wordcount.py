from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.utils import timezone

from parvis.core.domain.periods import Period
from parvis.network.domain.scope import Scope
from parvis.search.domain import wordcount
from parvis.search.domain.counts import figures
from parvis.search.models import WordCount

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty():
    wordcount.flush()
    WordCount.objects.all().delete()
    yield
    wordcount._held.clear()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Réparer des Vélos", "reparer des velos"),
        ("appelez le 0612345678", "appelez le"),
        ("marie.dupont@exemple.fr boulanger", "boulanger"),
        ("x" * 61, ""),
        ("mot " * 30, ""),
        ("", ""),
    ],
)
def test_only_words_that_point_to_nobody_are_counted(typed: str, kept: str) -> None:
    assert wordcount.normal_words(typed, "fr") == kept


def test_counts_are_held_in_memory_until_written() -> None:
    for _ in range(3):
        wordcount.note("boulanger", "fr")
    assert WordCount.objects.count() == 0
    assert wordcount.flush() == 1
    assert WordCount.objects.get().number == 3
    assert wordcount.flush() == 0


def test_what_finds_nothing_is_counted_apart() -> None:
    for is_found in (True, False, False):
        wordcount.note("astronaute", "fr", is_found=is_found)
    wordcount.flush()
    wordcount.note("astronaute", "fr", is_found=False)
    wordcount.flush()
    assert WordCount.objects.values_list("number", "missed").get() == (4, 3)


def test_asked_and_not_found_from_eleven_on_in_a_whole_month() -> None:
    for day, words, missed in (
        ("2026-10-05", "astronaute", 6),
        ("2026-10-06", "astronaute", 5),
        ("2026-09-06", "astronaute", 10),
        ("2026-10-06", "rare", 10),
        ("2026-09-06", "rare", 10),
    ):
        WordCount.objects.create(day=day, language="fr", words=words, number=20, missed=missed)
    now = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)
    year = Period(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    (told,) = figures(Scope.of_network(year, now))
    assert [(str(row.name), row.value) for row in told.rows] == [("astronaute (fr)", 11)]
    assert told.value == 11
    (cut,) = figures(Scope.of_network(Period(datetime.date(2026, 10, 2), year.last), now))
    assert (cut.value, cut.rows) == (None, ())


def test_under_eleven_is_never_shown(capsys: pytest.CaptureFixture[str]) -> None:
    day = timezone.localdate()
    WordCount.objects.create(day=day, language="fr", words="rare", number=10)
    WordCount.objects.create(day=day, language="fr", words="commun", number=11)
    assert wordcount.shown_counts() == [("fr", "commun", 11)]
    call_command("search-words")
    out = capsys.readouterr().out
    assert "commun" in out
    assert "rare" not in out


def test_rare_words_are_forgotten_after_31_days() -> None:
    today = timezone.localdate()
    old = today - datetime.timedelta(days=32)
    WordCount.objects.create(day=old, language="fr", words="rare", number=10)
    WordCount.objects.create(day=old, language="fr", words="commun", number=11)
    WordCount.objects.create(day=today, language="fr", words="neuf", number=1)
    assert wordcount.forget(today) == 1
    assert set(WordCount.objects.values_list("words", flat=True)) == {"commun", "neuf"}


def test_a_flood_of_different_words_is_dropped_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wordcount, "MOST_HELD", 2)
    for words in ("un", "deux", "trois", "quatre", "un"):
        wordcount.note(words, "fr")
    assert len(wordcount._held) == 2


@pytest.mark.parametrize(("is_on", "held"), [(True, 1), (False, 0)])
def test_a_page_counts_only_where_the_house_wants_it(client, settings, is_on: bool, held: int) -> None:  # noqa: FBT001
    settings.SEARCH_LOG = is_on
    client.get("/fr/search/", {"q": "boulanger"})
    assert len(wordcount._held) == held
