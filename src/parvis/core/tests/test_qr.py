"""QR drawings: what a phone reads is what was drawn; what no phone reads is not drawn."""

import pytest

from parvis.core.domain.qr import LIMIT, _made_once, drawn_qr, qr_file


def test_a_drawing_stands_in_the_page_hidden_from_readers_unless_it_has_words() -> None:
    assert drawn_qr("https://parvis.example/").startswith('<svg aria-hidden="true"')
    assert 'role="img" aria-label="a &quot;b&quot; &lt;c"' in drawn_qr("https://parvis.example/", words='a "b" <c')


def test_a_drawing_asks_for_no_style() -> None:
    assert "style=" not in drawn_qr("https://parvis.example/")


def test_a_notebooks_address_is_not_kept_in_memory() -> None:
    drawn_qr("https://parvis.example/fr/trades/3k9qfz/")
    kept = _made_once.cache_info().currsize
    drawn_qr("https://parvis.example/fr/notebook/?n=av09-t3k9qfz")
    assert _made_once.cache_info().currsize == kept > 0


@pytest.mark.parametrize("draw", [drawn_qr, qr_file])
def test_what_is_too_long_is_not_drawn(draw) -> None:
    assert "<svg" in draw("x" * LIMIT)
    assert draw("x" * (LIMIT + 1)) == ""
    assert draw("é" * (LIMIT // 2 + 1)) == ""
