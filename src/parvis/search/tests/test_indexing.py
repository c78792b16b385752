from __future__ import annotations

import shutil

import numpy as np
import pytest
from django.db import transaction

from parvis.core.domain.revisions import raise_revision
from parvis.occupations.models import Occupation, OccupationText
from parvis.search import follower, generations, meaning, reader
from parvis.search.domain import indexing
from parvis.search.domain.asking import ask
from parvis.search.domain.questions import Question

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.SEARCH_SOURCES = ("parvis.occupations.domain.documents",)
    reader.close()
    yield
    reader.close()


def add_trade(label: str, *, removed: bool = False) -> Occupation:
    with transaction.atomic():
        revision = raise_revision("occupations", removed=removed)
        trade = Occupation.objects.create(uri=f"urn:{label}", code=label[:6], revision=revision)
        OccupationText.objects.create(occupation=trade, language="fr", label=label, label_source="seed")
    return trade


def found(text: str) -> list[str]:
    return [result.document.titles["fr"] for result in ask(Question(text, "fr")).results]


def test_a_change_is_followed_without_building_anew() -> None:
    add_trade("boulanger")
    indexing.rebuild()
    generation = generations.current()
    add_trade("couvreur")
    assert indexing.state() == "behind"
    assert indexing.follow() == 1
    assert generations.current() == generation
    assert found("couvreur")[0] == "couvreur"
    assert indexing.follow() == 0


def test_a_removal_builds_anew() -> None:
    add_trade("boulanger")
    indexing.rebuild()
    generation = generations.current()
    with transaction.atomic():
        raise_revision("occupations", removed=True)
        Occupation.objects.all().delete()
    indexing.follow()
    assert generations.current() != generation
    assert found("boulanger") == []


def test_without_an_index_the_database_answers() -> None:
    add_trade("boulanger")
    answer = ask(Question("boulangers", "fr"))
    assert answer.is_from_database
    assert [result.document.titles["fr"] for result in answer.results] == ["boulanger"]


@pytest.mark.parametrize("harm", ["gone", "meta", "words", "current", "schema"])
def test_a_broken_index_is_healed_and_never_breaks_an_answer(harm: str) -> None:
    add_trade("boulanger")
    indexing.rebuild()
    folder = generations.current()
    assert folder is not None
    if harm == "gone":
        shutil.rmtree(generations.root())
    elif harm == "meta":
        (folder / "meta.json").write_text("{")
    elif harm == "words":
        (folder / "words" / "meta.json").write_text("")
    elif harm == "schema":
        generations.write_meta(folder, {**generations.read_meta(folder), "schema": -1})
    else:
        (generations.root() / "current").write_text("nowhere")
    reader.close()
    assert found("boulanger") == ["boulanger"]
    follower.Follower(build=indexing.follow).look()
    assert not ask(Question("boulanger", "fr")).is_from_database
    assert found("boulanger") == ["boulanger"]


def test_a_failed_build_leaves_the_old_index(monkeypatch: pytest.MonkeyPatch) -> None:
    add_trade("boulanger")
    indexing.rebuild()
    before = generations.current()

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("parvis.search.writer.write_generation", full)
    with pytest.raises(OSError, match="No space"):
        indexing.rebuild()
    assert generations.current() == before
    assert [path.name for path in generations.root().iterdir() if path.is_dir()] == [before.name]
    assert found("boulanger") == ["boulanger"]


def test_what_a_killed_build_left_is_taken_away() -> None:
    (generations.root() / "20200101-000000-abc.building").mkdir()
    add_trade("boulanger")
    indexing.rebuild()
    assert [path for path in generations.root().iterdir() if path.suffix == ".building"] == []


def test_one_writer_at_a_time() -> None:
    add_trade("boulanger")
    with generations.writing():
        assert indexing.follow(may_rebuild=False) == 0
    with pytest.raises(indexing.RebuildDue):
        indexing.follow(may_rebuild=False)


def test_one_follower_is_elected() -> None:
    one, other = follower.Follower(), follower.Follower()
    assert one.is_elected()
    assert one.is_elected()
    assert not other.is_elected()


def test_the_follower_brings_small_changes_itself_and_calls_for_builds() -> None:
    built: list[str] = []
    add_trade("boulanger")
    one = follower.Follower(build=lambda: built.append("once"))
    one.look()
    assert built == ["once"]
    indexing.rebuild()
    add_trade("couvreur")
    one.look()
    assert built == ["once"]
    assert found("couvreur") == ["couvreur"]


def unlike(texts: list[str]) -> np.ndarray:
    """Vectors that are one where the hash of a text says, so that equal texts are alike and others are not."""
    made = np.zeros((len(texts), meaning.SIZE), np.float32)
    for row, text in enumerate(texts):
        made[row, int.from_bytes(meaning.digest(text)[:2]) % meaning.SIZE] = 1.0
    return made


def test_vectors_are_added_kept_and_follow_changes(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEANING = True
    encoded: list[str] = []
    monkeypatch.setattr(meaning, "encode", lambda texts: encoded.extend(texts) or unlike(list(texts)))
    meaning.encode_question.cache_clear()
    add_trade("boulanger")
    indexing.rebuild()
    assert indexing.state() == "meaningless"
    assert indexing.add_meaning() == 1
    assert indexing.state() == "current"
    add_trade("couvreur")
    indexing.follow()
    assert encoded == ["boulanger", "couvreur"]
    likeness = reader.pipeline().meanings.likeness(unlike(["couvreur"])[0], ["fr"], meaning.NAMED)
    assert likeness.tolist() == [0.0, 1.0]
    indexing.rebuild()
    indexing.add_meaning()
    assert "boulanger" not in encoded[2:]
    meaning.encode_question.cache_clear()


def test_a_lost_index_is_said_once_without_the_question(caplog):
    add_trade("boulanger")
    indexing.rebuild()
    assert found("boulanger")
    shutil.rmtree(generations.root())
    for _ in range(3):
        ask(Question("a very private question", "en"))
    said = [record.getMessage() for record in caplog.records if record.name == "parvis.search"]
    assert len(said) == 1
    assert "private" not in said[0]


def test_many_changes_are_written_in_parts_and_too_many_build_anew(monkeypatch) -> None:
    monkeypatch.setattr(indexing, "MOST_CHANGED", 2)
    for number in range(20):
        add_trade(f"{number:02}-trade")
    indexing.rebuild()
    generation = generations.current()
    monkeypatch.setattr(indexing.meaning, "KINDS", frozenset())
    for number in range(3):
        add_trade(f"n{number}-new")
    assert indexing.follow() == 3
    assert generations.current() == generation
    assert indexing.state() == "current"
    for number in range(6):
        add_trade(f"m{number}-more")
    assert indexing.follow() == 29
    assert generations.current() != generation
