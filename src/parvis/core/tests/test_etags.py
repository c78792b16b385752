"""Kept pages: never more than the limit, never what somebody typed, never after the data moved."""

import pytest
from django.db import transaction
from django.http import Http404, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from parvis.core.domain.revisions import raise_revision
from parvis.core.etags import KeptPages, kept_pages, revised


@pytest.fixture
def view():
    """A view that says how often it was asked."""
    asked = []

    @revised("occupations")
    def counting(request):
        asked.append(request.get_full_path())
        return HttpResponse(str(len(asked)))

    return counting


def test_a_page_is_made_once_until_its_room_moves(db, rf, view):
    assert [view(rf.get("/en/x/")).text for _ in range(3)] == ["1", "1", "1"]
    with transaction.atomic():
        raise_revision("network")
    assert view(rf.get("/en/x/")).text == "1"
    with transaction.atomic():
        raise_revision("occupations")
    assert view(rf.get("/en/x/")).text == "2"


def test_what_somebody_typed_is_never_kept(db, rf, view):
    assert [view(rf.get("/en/x/", {"q": "secret"})).text for _ in range(2)] == ["1", "2"]


def test_the_newest_page_in_hand_is_answered_with_304(db, rf, view):
    etag = view(rf.get("/en/x/")).headers["ETag"]
    again = view(rf.get("/en/x/", headers={"If-None-Match": etag}))
    assert (again.status_code, again.headers["ETag"], again.content) == (304, etag, b"")


def test_errors_are_neither_kept_nor_tagged(db, rf):
    @revised("occupations")
    def missing(request):
        if request.path == "/en/gone/":
            raise Http404
        return HttpResponse("no", status=404)

    assert "ETag" not in missing(rf.get("/en/none/")).headers
    with pytest.raises(Http404):
        missing(rf.get("/en/gone/"))


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.binary(max_size=12))))
def test_pages_never_weigh_more_than_the_limit(pages):
    kept = KeptPages(20)
    for etag, page in pages:
        kept.keep(etag, page)
        found = [kept.get(one) for one in "abcdef"]
        assert sum(len(page) for page in found if page is not None) <= 20
        assert page == b"" or kept.get(etag) is not None


def test_the_page_read_last_stays_longest():
    kept = KeptPages(2)
    kept.keep("a", b"a")
    kept.keep("b", b"b")
    kept.get("a")
    kept.keep("c", b"c")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (b"a", None, b"c")
    kept.forget()
    assert kept.get("a") is None


@pytest.mark.parametrize("turn", [1, 2])
def test_no_test_sees_the_pages_of_another(db, rf, view, turn):
    assert view(rf.get("/en/between-tests/")).text == "1"
    assert kept_pages.get(view(rf.get("/en/between-tests/")).headers["ETag"]) == b"1"
