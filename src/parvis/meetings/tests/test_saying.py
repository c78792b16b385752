"""What a meeting day says of facts and needs."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from parvis.core.languages import INTERFACE_LANGUAGES
from parvis.meetings.domain.saying import listed


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_list_is_said_in_every_language(language: str) -> None:
    """CLDR spells out only some of its patterns in each language: the one taken must be in all."""
    with override(language):
        said = listed(["α", "β", "γ"])
        assert listed([]) == ""
    assert [letter for letter in said if letter in "αβγ"] == ["α", "β", "γ"]
    assert said != "αβγ"
