"""One way to fold letters, for search and for towns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.letters import bare, plain


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Éàü", "eau"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Għarb", "gharb"),
        ("أكاديمية", "اكاديميه"),
        ("مُعَلِّم", "معلم"),
        ("Ґудзик", "гудзик"),
        ("їжак", "іжак"),
    ],
)
def test_letters_are_plain(text: str, folded: str) -> None:
    assert plain(text) == folded


def test_sorting_keeps_letters_that_are_not_accented() -> None:
    assert bare("Łódź") == "łodz"


@given(st.text(max_size=40))
def test_what_is_plain_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
