import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.counsel.domain.normal import normal

SAME = [
    ("CRÈME", "creme"),
    ("cre\u0300me", "creme"),
    ("œuf", "oeuf"),
    ("aujourd’hui", "aujourdhui"),
    ("Straße", "strasse"),
    ("Mañana", "manana"),
    ("coração", "coracao"),
    ("col·legi", "collegi"),
    ("ĳs", "ijs"),
    ("İĞNE", "igne"),
    ("  apple-", "apple"),
    ("ａｐｐｌｅ", "apple"),
    ("m2ilk", "milk"),
    ("أَرْنَب", "ارنب"),
    ("إبريق", "ابريق"),
    ("آلة", "اله"),
    ("مستشفى", "مستشفي"),
    ("لؤلؤ", "لولو"),
    ("بئر", "بير"),
    ("سمـــاء", "سما"),
    ("کرسی", "كرسي"),
    ("\u200fباب\u200e", "باب"),
    ("ﺑﺎﺏ", "باب"),
    ("Їжак", "іжак"),
    ("чай", "чаи"),
    ("ґанок", "ганок"),
    ("м'яч", "мяч"),
    ("мʼяч", "мяч"),
    ("м’яч", "мяч"),
    ("лic", "ліс"),
    ("п’ять", "пять"),
]


@pytest.mark.parametrize(("typed", "compared"), SAME)
def test_a_word_has_one_spelling(typed: str, compared: str) -> None:
    assert normal(typed) == compared
    assert normal(typed.upper()) == compared


@pytest.mark.parametrize(
    ("one", "other"), [("chat", "chats"), ("сир", "сірий"), ("باب", "بابا"), ("beer", "bear"), ("col", "cool")]
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_twice_is_once(text: str) -> None:
    once = normal(text)
    assert normal(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(letter.isspace() or letter.isdigit() for letter in once)


@given(st.sampled_from(SAME), st.sampled_from([" ", "-", "\u00a0", "\u200b", "'", "·", ".", "\u0640"]), st.data())
@settings(deadline=None, max_examples=60)
def test_what_stands_between_letters_does_not_matter(pair: tuple[str, str], noise: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(pair[1])))
    assert normal(pair[1][:place] + noise + pair[1][place:]) == pair[1]
