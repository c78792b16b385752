"""The navigation of staff: by house, and in it by what a page is for."""

import pytest
from django.conf import settings

from parvis.accounts.domain import showing
from parvis.accounts.domain.showing import StaffLink, links_for
from parvis.accounts.enums import Task
from parvis.accounts.models import Staff


def test_links_stand_by_task_whoever_gives_them_first(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [
        StaffLink("Lyon", "log", "/3/", Task.PEOPLE),
        StaffLink("Lyon", "door", "/1/", Task.VISITORS),
        StaffLink("", "mine", "/0/", Task.OWN),
        StaffLink("Lyon", "page", "/2/"),
    ]
    monkeypatch.setattr(settings, "STAFF_LINKS", ("one",))
    monkeypatch.setattr(showing, "import_string", lambda _name: lambda _staff: given)
    found = links_for(Staff())
    assert [link.title for link in found["Lyon"]] == ["door", "page", "log"]
    assert [link.title for link in found[""]] == ["mine"]
