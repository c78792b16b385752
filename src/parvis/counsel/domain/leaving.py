"""Officers whose post ended or whose account was closed: from that moment no question finds their keys, and the daily purge takes them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from parvis.counsel.domain.desks import standing_post
from parvis.counsel.models import Grant


def take_from_leavers() -> int:
    """Remove the keys of desks from whoever holds no post there any more; return how many.

    The last way into a desk's letters stays: it opens nothing while its holder has no post, and should they come back it is all there is.
    """
    of_staff = Grant.objects.filter(officer__staff__isnull=False).annotate(
        sits=Exists(standing_post()), is_open=Q(officer__staff__is_active=True)
    )
    others = Grant.objects.annotate(sits=Exists(standing_post())).filter(
        Q(officer__sheet_of__isnull=False) | Q(sits=True, officer__staff__is_active=True), key=OuterRef("key")
    )
    left = of_staff.filter(Q(sits=False) | Q(is_open=False)).filter(Exists(others))
    number, _each = Grant.objects.filter(pk__in=list(left.values_list("pk", flat=True))).delete()
    return number
