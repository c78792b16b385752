import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.answers.domain.blind import MOST, look_over
from parvis.answers.enums import Seen


def seen(text, language="en"):
    return [(found.kind, found.words) for found in look_over([text], language)]


@pytest.mark.parametrize(
    ("language", "text", "kind", "words"),
    [
        ("en", "write to amina.d@mail.example please", Seen.MAIL, "amina.d@mail.example"),
        ("en", "amina (at) mail.example", Seen.MAIL, "amina (at) mail.example"),
        ("fr", "au 06 12 34 56 78 le soir", Seen.PHONE, "06 12 34 56 78"),
        ("fr", "+33 (0)6.12.34.56.78", Seen.PHONE, "+33 (0)6.12.34.56.78"),
        ("ar", "هاتفي ٠٦١٢٣٤٥٦٧٨", Seen.PHONE, "0612345678"),
        ("en", "see https://www.linkedin.example/in/amina", Seen.LINK, "https://www.linkedin.example/in/amina"),
        ("en", "I am @amina.works there", Seen.LINK, "@amina.works"),
        ("de", "geboren am 3.4.2007", Seen.BIRTH, "3.4.2007"),
        ("en", "My name is Amina Diallo and I bake", Seen.NAME, "My name is Amina Diallo"),
        ("fr", "Bonjour, je m’appelle amina, je", Seen.NAME, "je m’appelle amina"),
        ("de", "Ich heiße Amina", Seen.NAME, "Ich heiße Amina"),
        ("it", "mi chiamo amina", Seen.NAME, "mi chiamo amina"),
        ("es", "Me llamo Amina", Seen.NAME, "Me llamo Amina"),
        ("pt", "Chamo-me Amina", Seen.NAME, "Chamo-me Amina"),
        ("nl", "Ik heet Amina", Seen.NAME, "Ik heet Amina"),
        ("ca", "Em dic Amina", Seen.NAME, "Em dic Amina"),
        ("ar", "مرحبا، اسمي أمينة وأعمل", Seen.NAME, "اسمي أمينة وأعمل"),
        ("uk", "Мене звати Аміна", Seen.NAME, "Мене звати Аміна"),
        ("en", "I worked for Amina Diallo last year", Seen.NAME, "Amina Diallo"),
        ("uk", "працювала в Аміна Діалло торік", Seen.NAME, "Аміна Діалло"),
        ("en", "I can bake.\nAmina Diallo", Seen.NAME, "Amina Diallo"),
        ("fr", "Merci d’avance\n– Élodie", Seen.NAME, "Élodie"),
    ],
)
def test_what_tells_who_writes_is_seen(language, text, kind, words):
    assert (kind, words) in seen(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I repaired 150 bicycles in 2024 and 2025, from 9 to 17 every day."),
        ("en", "I speak French, German B1 and a little Arabic. I know Microsoft Excel."),
        ("de", "Ich habe im Garten gearbeitet und mag frische Luft. Der Große Baum gefällt mir."),
        ("fr", "J’ai le CAP Cuisine et un BAC PRO. Libre de 8 h à 18 h, du lundi au jeudi."),
        ("ar", "عملت في مخبز سنتين وأحب العمل باليد."),
        ("uk", "Я два роки працювала в пекарні. Можу почати у вересні."),
        ("en", "I can start on Monday. September is good too."),
    ],
)
def test_plain_notes_are_left_in_peace(language, text):
    assert seen(text, language) == []


@given(st.lists(st.text(max_size=300), max_size=4), st.sampled_from(["en", "de", "ar", "uk"]))
def test_whatever_is_written_is_looked_over(texts, language):
    found = look_over(texts, language)
    assert len(found) <= MOST
    assert all(each.words for each in found)


def test_hostile_texts_cost_little():
    for text in ("A" * 600, "Aa " * 300, "1 " * 300, "a@" * 300, "\n" * 600, "(" * 600, "my name is " * 60):
        assert len(look_over([text] * 4, "en")) <= MOST
    assert "mail" not in repr(look_over(["a.b@mail.example"], "en"))
