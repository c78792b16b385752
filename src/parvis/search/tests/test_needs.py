"""Needs in a visitor's own words, and the desks they lead to: judged questions, reasons, hostile words, no partner."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from bench.asking.judged import HELD_BACK, HOUSES, OPEN, Judged, judged, measure, sample_desks
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.network.models import Desk
from parvis.search.domain.needs import desks as answers
from parvis.search.domain.needs import finding
from parvis.search.domain.needs.desks import answering, profile
from parvis.search.domain.needs.finding import hear
from parvis.search.domain.needs.letters import Letters
from parvis.search.domain.needs.things import rest
from parvis.search.words.needs import NEAREST, NEEDS, NOTHING, book, title

DESKS = sample_desks()


def shown(words: str, language: str, keys: tuple[str, ...] = HOUSES["five desks (Paris)"]) -> list[str]:
    return [one.desk.key for one in answering(hear(words, language), [DESKS[key] for key in keys])]


def answer(one: Judged, keys: tuple[str, ...]) -> list[str]:
    return shown(one.q, one.lang, tuple(keys))


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_language_says_every_need(language: str) -> None:
    known = book(language)
    assert set(known.titles) == set(NEEDS)
    assert len(set(known.titles.values())) == len(NEEDS)
    assert {sentence.need for sentence in known.sentences} == set(NEEDS)
    assert set(known.hardship) == {"danger", "shelter"}
    for sentence in known.sentences:  # what people say of a need must lead to it
        assert sentence.need in [found.need for found in hear(sentence.text, language).needs[:3]], sentence.text


def test_there_are_questions_enough_in_every_language() -> None:
    questions = judged()
    assert len({one.id for one in questions}) == len(questions) >= 240
    assert all(sum(one.lang == language for one in questions) >= 20 for language in INTERFACE_LANGUAGES)
    assert {need for one in questions for need in one.needs} == set(NEEDS)


@pytest.mark.parametrize("house", HOUSES)
def test_judged_questions_lead_to_the_right_desk_by_words_alone(house: str) -> None:
    for part in (OPEN, HELD_BACK):
        found = measure([one for one in judged() if one.part == part], HOUSES[house], answer)
        assert found.top3 >= 0.95, (part, found)
        assert found.top1 >= 0.9, (part, found)
        assert found.nobody_left >= 0.8, (part, found)


@pytest.mark.parametrize(
    ("words", "language", "desk", "why"),
    [
        ("mon diplôme étranger n'est pas reconnu", "fr", "abroad", "diplôme étranger"),
        ("I want to start my own bakery", "en", "start", "start my own"),
        ("lerstelle gesucht", "de", "train", "lerstelle"),
        ("أبحث عن عمل", "fr", "work", "أبحث عن عمل"),
        ("no sé qué hacer con mi vida", "fr", "choose", "no sé qué hacer"),
    ],
)
def test_a_desk_says_which_words_lead_to_it(words: str, language: str, desk: str, why: str) -> None:
    found = answering(hear(words, language), list(DESKS.values()))[0]
    assert found.desk.key == desk
    assert any(why in told for told in found.words), found.words


@pytest.mark.parametrize("words", ["", "?", "hello", "12345", "xyzzy qwrtp", "the weather tomorrow", "🧑‍🍳"])
def test_what_is_not_clear_is_left_to_a_person(words: str) -> None:
    assert shown(words, "en") == []
    assert not hear(words, "en").sure


@settings(max_examples=60)
@given(st.text(max_size=400), st.sampled_from([*INTERFACE_LANGUAGES, "xx"]))
def test_any_text_is_heard_and_the_same_each_time(words: str, language: str) -> None:
    heard = hear(words, language)
    assert all(0 <= found.surety <= 1 for found in heard.needs)
    assert heard == hear(words, language)
    assert len(answering(heard, list(DESKS.values()))) <= answers.MOST_DESKS
    rest(heard)


def test_the_key_and_the_order_of_desks_decide_nothing() -> None:
    renamed = [
        Desk(pk=99 - desk.pk, key=f"d{place}", question=desk.question, hint=desk.hint, words=desk.words)
        for place, desk in enumerate(DESKS.values())
    ]
    for one in judged()[::9]:
        heard = hear(one.q, one.lang)
        first = [each.desk.question for each in answering(heard, list(DESKS.values()))]
        assert [each.desk.question for each in answering(heard, renamed[::-1])] == first


def test_a_desk_with_words_of_its_own_is_found_by_them() -> None:
    pension = Desk(pk=50, key="x", question={"fr": "Quand puis-je m’arrêter ?"}, hint={}, words={"fr": ["retraite"]})
    found = answering(hear("à quel âge la retraite ?", "fr"), [*DESKS.values(), pension])
    assert found[0].desk is pension
    assert found[0].words[0] == "retraite"


def test_where_no_desk_has_the_question_the_nearest_is_said_to_be_near() -> None:
    found = answering(hear("i want to work abroad", "en"), [DESKS[key] for key in HOUSES["three desks"]])
    assert found[0].is_nearest
    assert found[0].desk.key == "work"


def test_what_a_desk_answers_is_read_in_one_language_or_ten() -> None:
    only = Desk(pk=1, key="a", question={"nl": DESKS["work"].question["nl"]}, hint={}, words={"nl": ["cv"]})
    assert max(profile(only), key=profile(only).__getitem__) in {"work", "cv"}
    assert all(set(near) <= set(NEEDS) and need not in near for need, near in NEAREST.items())
    assert title("work", "xx") == title("work", "en")


def test_danger_and_no_roof_are_heard_letter_by_letter() -> None:
    assert hear("j'ai envie de mourir", "fr").hardship == {"danger"}
    assert hear("I am homeless and need a job", "en").hardship == {"shelter"}
    assert hear("je me bats pour trouver un emploi", "fr").hardship == frozenset()
    assert hear("أنام في السيارة", "fr").hardship == {"shelter"}


@pytest.mark.parametrize(
    ("words", "language", "left"),
    [
        ("je cherche du travail", "fr", ""),
        ("je veux devenir infirmière", "fr", "infirmière"),
        ("I want to be an apprentice baker", "en", "baker"),
    ],
)
def test_a_sentence_about_oneself_is_no_search(words: str, language: str, left: str) -> None:
    assert rest(hear(words, language)) == left


def test_what_is_nearest_to_what_no_desk_answers_is_left_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    near = dict.fromkeys(NEEDS, (-1.0, book("en").sentences[0]))
    monkeypatch.setattr(
        finding, "by_meaning", lambda _text, _language: {**near, NOTHING: (much, book("en").nothing[0])}
    )
    much = -1.0
    assert shown("it rains and i have back pain", "en") == ["change"]
    much = 0.2
    assert shown("it rains and i have back pain", "en") == []


def test_letters_tell_texts_of_a_language_apart() -> None:
    letters = Letters(["cerco feina de forner", "busco feina al forn", "on és el lavabo", "plou molt avui"], "ca")
    same, kin, other, none = (letters.of(text) for text in ("forner", "fornera", "lavabo", ""))
    assert np.linalg.norm(same) == pytest.approx(1.0)
    assert same @ kin > same @ other + 0.2
    assert not none.any()


def test_no_module_of_needs_can_name_a_partner() -> None:
    for path in Path(answers.__file__).parent.glob("*.py"):
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        assert not {name for name in names if "partner" in name.lower()}, path
