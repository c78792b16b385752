"""A classification of two skills, written by the tests in the publisher's layout: the sample alone knows no skill."""

from __future__ import annotations

from pathlib import Path

from parvis.core.codes import code_for
from parvis.occupations.tests.made import BAKER, OCC, links, occupations, skills, zipped

BAKERS_CODE = code_for(BAKER)


def tiny_esco(folder: Path) -> Path:
    """Write the archive into ``folder`` and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "occupations_fr.csv": occupations((BAKER, "7512", "boulanger / boulangère", "", "Fait le pain.")),
        "skills_fr.csv": skills(("tiny-dough", "skill/competence", "pétrir"), ("tiny-flour", "knowledge", "farines")),
        "occupationSkillRelations_fr.csv": links(
            (BAKER.removeprefix(OCC), "essential", "tiny-dough"), (BAKER.removeprefix(OCC), "optional", "tiny-flour")
        ),
    }
    return zipped(folder, "1.2.0", "fr", tables)
