import pytest

from parvis.core.domain.names import Name, every_name, free_name, said_name, words_in
from parvis.core.enums import Colour
from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.core.letters import plain


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_each_language_names_every_ticket_and_none_twice(language):
    words, english = words_in(language), words_in("en")
    assert words.nouns.keys() == english.nouns.keys()
    assert len(words.nouns) >= 60
    assert {kind for _noun, kind in words.nouns.values()} <= words.colours.keys()
    assert all(set(forms) == set(Colour.values) for forms in words.colours.values())
    said = [plain(said_name(name, language).text) for name in every_name()]
    assert len(set(said)) == len(said) == len(words.nouns) * len(Colour)
    assert not any(letter.isdigit() for text in said for letter in text)


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("en", Name("heron", "blue"), "blue heron"),
        ("fr", Name("heron", "blue"), "héron bleu"),
        ("fr", Name("swallow", "white"), "hirondelle blanche"),
        ("de", Name("heron", "blue"), "blauer Reiher"),
        ("de", Name("horse", "white"), "weißes Pferd"),
        ("nl", Name("heron", "blue"), "blauwe reiger"),
        ("nl", Name("horse", "blue"), "blauw paard"),
        ("it", Name("apple", "red"), "mela rossa"),
        ("es", Name("fox", "red"), "zorro rojo"),
        ("pt", Name("stork", "yellow"), "cegonha amarela"),
        ("ca", Name("bee", "blue"), "abella blava"),
        ("ar", Name("giraffe", "green"), "زرافة خضراء"),
        ("ar", Name("horse", "green"), "حصان أخضر"),
        ("uk", Name("heron", "blue"), "синя чапля"),
        ("uk", Name("apple", "blue"), "синє яблуко"),
    ],
)
def test_colours_agree(language, name, said):
    assert said_name(name, language).text == said


def test_a_language_without_names_falls_back_and_says_so():
    said = said_name(Name("heron", "blue"), "tr")
    assert said.is_fallback
    assert said.text == "blue heron"
    assert words_in("../settings") is None


def test_a_free_name_has_a_word_of_its_own_while_there_is_one():
    taken = set()
    for _each in range(len(words_in("en").nouns)):
        name = free_name(taken)
        assert name.word not in {each.word for each in taken}
        taken.add(name)
    assert free_name(taken) not in taken
    assert free_name(every_name()) is None


def test_a_name_of_earlier_in_the_day_comes_again_only_when_there_is_no_other():
    alive, other = Name("heron", "blue"), sorted(every_name() - {Name("heron", "blue")})
    assert free_name({alive}, other[1:]) == other[0]
    assert free_name({alive}, other) in other
    assert free_name(every_name(), []) is None
