"""`parvis purge`: one room that fails stops no other."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
RAN = []


def fails(_now):
    message = "somebody@example.org is a value"
    raise RuntimeError(message)


def runs(now):
    RAN.append(now)
    return 3


def test_a_room_that_fails_stops_no_other_and_is_told_at_the_end(settings):
    settings.PURGES = (f"{__name__}.fails", f"{__name__}.runs")
    RAN.clear()
    out, wrong = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"fails failed, the others ran") as told:
        call_command("purge", stdout=out, stderr=wrong)
    assert told.value.returncode == 1
    assert len(RAN) == 1
    assert f"3 rows removed by {__name__}.runs." in out.getvalue()
    assert "RuntimeError" in wrong.getvalue()
    assert "somebody@" not in wrong.getvalue()
