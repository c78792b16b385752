"""What visitors type leaves nothing in the memory of a serving process."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from django.utils import timezone

from parvis.search import meaning
from parvis.search.engine import Filters
from parvis.search.follower import TIDY_EVERY, Follower
from parvis.search.models import WordCount
from parvis.search.pipeline import Pipeline
from parvis.search.words.fold import fold
from parvis.search.words.spelling import sound
from parvis.search.words.stems import keys


def test_words_that_the_index_does_not_hold_are_not_remembered(pipeline: Pipeline) -> None:
    for known in ("boulanger", "boulangre"):  # makes what is public ready: cards, and how the vocabulary sounds
        pipeline.ask(known, "fr", Filters())
    before = [words.cache_info().currsize for words in (fold, keys, sound)]
    assert all(before)
    for unknown in ("boulanger dupontel", "boulangee", "müllerova žqçà"):
        pipeline.ask(unknown, "fr", Filters())
    assert [words.cache_info().currsize for words in (fold, keys, sound)] == before


@pytest.fixture
def follower(settings, monkeypatch: pytest.MonkeyPatch) -> Follower:
    settings.SEARCH_LOG = False
    one = Follower(build=lambda: None)
    monkeypatch.setattr(one, "is_elected", lambda: True)
    one._tidied_at -= TIDY_EVERY
    return one


@pytest.mark.django_db
def test_questions_are_forgotten_within_a_minute(follower: Follower, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "encode", lambda texts: np.zeros((len(texts), meaning.SIZE), np.float32))
    meaning.encode_question("marie dupontel")
    follower._tidy()
    assert meaning.encode_question.cache_info().currsize == 0


@pytest.mark.django_db
def test_a_house_that_stops_counting_keeps_no_rare_words(follower: Follower) -> None:
    old = timezone.localdate() - datetime.timedelta(days=32)
    WordCount.objects.create(day=old, language="fr", words="rare", number=1)
    follower._tidy()
    assert not WordCount.objects.exists()
