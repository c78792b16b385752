"""Our own plain words for the headings skills stand under, for languages whose ESCO is not loaded."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from parvis.core.said import Said
from parvis.occupations.domain.texts import skill_group_labels
from parvis.occupations.models import SkillGroup

#: ESCO's top groups: S for skills, T for those of use everywhere, L for languages, two digits for fields of knowledge (ISCED-F).
HEADINGS = {
    "S1": _("Talking, working together, creating"),
    "S2": _("Finding and using information"),
    "S3": _("Helping and caring"),
    "S4": _("Organising and leading"),
    "S5": _("Working with computers"),
    "S6": _("Handling and moving things"),
    "S7": _("Building"),
    "S8": _("Working with machines and special tools"),
    "T1": _("Reading, counting, using digital tools"),
    "T2": _("Thinking and solving problems"),
    "T3": _("Organising yourself"),
    "T4": _("Getting on with people"),
    "T5": _("Using your hands and body"),
    "T6": _("Everyday life and society"),
    "L1": _("Languages"),
    "00": _("To know: basics"),
    "01": _("To know: teaching"),
    "02": _("To know: arts and culture"),
    "03": _("To know: society and news"),
    "04": _("To know: business and law"),
    "05": _("To know: nature and mathematics"),
    "06": _("To know: computing"),
    "07": _("To know: technology, making, building"),
    "08": _("To know: farming, forests, animals"),
    "09": _("To know: health and care"),
    "10": _("To know: services"),
}


def heading_labels(groups: Iterable[int], language: str) -> dict[int, Said]:
    """Return what to call each of the skill ``groups`` (primary keys): ESCO's label in ``language``, else ours, else a fallback."""
    wanted = list(groups)
    labels = skill_group_labels(wanted, language)
    if not any(label.is_fallback for label in labels.values()):
        return labels
    codes = dict(SkillGroup.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", "code"))
    return {
        group: Said(str(HEADINGS[codes[group]]), language, language)
        if label.is_fallback and codes.get(group) in HEADINGS
        else label
        for group, label in labels.items()
    }
