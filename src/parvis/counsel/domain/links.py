"""The words of acts with keys, for the log of staff. Answers are in no log: no figure of a counsellor can be made of them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACT_WORDS: dict[str, Promise | str] = {
    "letters.words": _("got words for letters"),
    "letters.key": _("gave a desk a key for letters"),
    "letters.admitted": _("let somebody open a desk’s letters"),
    "letters.removed": _("took a desk’s letters from somebody"),
    "letters.rotated": _("changed a desk’s key for letters"),
    "letters.sheet": _("printed a new recovery sheet"),
    "letters.recovered": _("opened a desk’s letters with the recovery sheet"),
    "letters.anew": _("began a desk’s letters anew"),
}
