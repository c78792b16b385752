"""A house without sample content has the kinds of event all the same."""

from io import StringIO

import pytest
from django.core.management import call_command

from parvis.agenda.models import Kind

pytestmark = pytest.mark.django_db


def test_the_kinds_come_in_once_and_what_a_house_changed_stays():
    said = StringIO()
    call_command("programme", stdout=said)
    assert "13 kinds" in said.getvalue()
    kind = Kind.objects.get(key="workshop")
    kind.pictogram = "star"
    kind.save()
    again = StringIO()
    call_command("programme", stdout=again)
    assert "All kinds" in again.getvalue()
    assert Kind.objects.get(key="workshop").pictogram == "star"
    assert Kind.objects.count() == 13
