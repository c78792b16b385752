from __future__ import annotations

from parvis.core.domain.journal import Change
from parvis.core.models import ImportChange


def test_a_change_says_which_fields_differ_and_leaves_blank_ones_out():
    before, after = {"a": 1, "b": "", "c": None}, {"a": 2, "b": [], "c": None, "d": 4}
    assert Change("x", "k", before, after).differing == [("a", 1, 2), ("d", None, 4)]
    assert Change("x", "k", None, after).differing == [("a", None, 2), ("d", None, 4)]
    assert Change("x", "k", before, None).differing == [("a", 1, None)]


def test_a_kept_row_names_itself():
    assert str(ImportChange(report_id=3, thing="things", key="k")) == "3 things k"
