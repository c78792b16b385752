"""What a serving process makes ready in its background thread, so that the first visitor does not wait."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.search import follower, meaning, reader
from parvis.search.domain.needs import likeness
from parvis.search.engine import EngineGone


class Encoder:
    """Stands for the sentence encoder; notes in which thread it was loaded."""

    def __init__(self) -> None:
        self.loaded_in: list[str] = []

    def __call__(self) -> Encoder:
        self.loaded_in.append(threading.current_thread().name)
        return self

    def encode(self, texts: list[str]) -> meaning.Vectors:
        return np.zeros((len(texts), meaning.SIZE), np.float32)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Encoder:
    one = Encoder()
    monkeypatch.setattr(meaning, "_encoder", one)
    monkeypatch.setattr(likeness, "warm_up", lambda: None)  # its vectors are kept, and a stand-in's must not be
    meaning.encode_question.cache_clear()
    return one


def no_index() -> None:
    raise EngineGone("no index")


@pytest.mark.parametrize(("is_wanted", "loaded"), [(True, ["search-follower"]), (False, [])])
def test_the_encoder_is_loaded_in_the_background_though_the_index_is_still_to_come(
    settings, monkeypatch, encoder, is_wanted, loaded
) -> None:
    settings.MEANING, settings.SEARCH_FOLLOW = is_wanted, True
    monkeypatch.setattr(reader, "pipeline", no_index)
    monkeypatch.setattr(follower, "EVERY", 60.0)
    started = follower.follow_in_background()
    assert started is not None
    started.stop.set()
    (thread,) = [one for one in threading.enumerate() if one.name == "search-follower"] or [threading.current_thread()]
    if thread is not threading.current_thread():
        thread.join(30)
    assert encoder.loaded_in == loaded


def test_nothing_is_loaded_where_nobody_serves(settings, encoder: Encoder) -> None:
    settings.MEANING, settings.SEARCH_FOLLOW = True, False
    assert follower.follow_in_background() is None
    assert encoder.loaded_in == []


def test_every_language_is_made_ready(monkeypatch: pytest.MonkeyPatch, pipeline) -> None:
    asked: list[str] = []
    monkeypatch.setattr(reader, "pipeline", lambda: pipeline)
    monkeypatch.setattr(pipeline, "ask", lambda _text, language, _filters: asked.append(language))
    follower.warm_up()
    assert asked == list(INTERFACE_LANGUAGES)
