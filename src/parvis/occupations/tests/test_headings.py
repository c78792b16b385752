"""Headings of skills: ESCO's words where they are loaded, ours where they are not."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from parvis.occupations.domain.headings import HEADINGS, heading_labels
from parvis.occupations.models import SkillGroup, SkillGroupText


@pytest.mark.django_db
def test_our_words_stand_where_esco_has_none_in_the_language() -> None:
    group = SkillGroup.objects.create(uri="urn:s3", code="S3")
    other = SkillGroup.objects.create(uri="urn:zz", code="ZZ")
    for made in (group, other):
        SkillGroupText.objects.create(group=made, language="en", label="assisting and caring")
    with override("ar"):
        labels = heading_labels([group.pk, other.pk], "ar")
    assert labels[group.pk].text == "المساعدة والرعاية"
    assert not labels[group.pk].is_fallback
    assert labels[other.pk].is_fallback
    assert heading_labels([group.pk], "en")[group.pk].text == "assisting and caring"


def test_every_heading_is_said_in_every_language() -> None:
    with override("uk"):
        assert all("А" <= str(words)[0] <= "я" or str(words)[0] in "ІЇЄҐ" for words in HEADINGS.values())
