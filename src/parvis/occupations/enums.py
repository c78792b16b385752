"""The closed lists of the trades."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sector(models.TextChoices):
    """Where a trade is at home, in words a visitor uses; every trade has one (data/sectors by ISCO-08 group)."""

    FOOD = "food", _("Food, cooking, hospitality")
    BUILDING = "building", _("Building and public works")
    CRAFT = "craft", _("Wood, textile, fine crafts")
    INDUSTRY = "industry", _("Industry, metal, repair")
    VEHICLES = "vehicles", _("Vehicles, transport, logistics")
    NATURE = "nature", _("Farming, animals, nature")
    HEALTH = "health", _("Health")
    CARE = "care", _("Children, care, social work")
    EDUCATION = "education", _("Teaching, sport, leisure")
    SALES = "sales", _("Shops and selling")
    OFFICE = "office", _("Office, money, law, management")
    DIGITAL = "digital", _("Computers and networks")
    BEAUTY = "beauty", _("Hair, beauty, wellbeing")
    MEDIA = "media", _("Arts, media, communication")
    SAFETY = "safety", _("Safety, cleaning, public service")
    SCIENCE = "science", _("Science, laboratory, environment")


class Interest(models.TextChoices):
    """Holland's six interest types (RIASEC), named by what people like to do."""

    REALISTIC = "R", _("Doing with the hands")
    INVESTIGATIVE = "I", _("Finding out")
    ARTISTIC = "A", _("Creating")
    SOCIAL = "S", _("Helping people")
    ENTERPRISING = "E", _("Convincing and leading")
    CONVENTIONAL = "C", _("Ordering and organising")


class Provenance(models.TextChoices):
    """Where a statement comes from."""

    SEED = "seed", "Parvis"
    ESCO = "esco", "ESCO"
    ROME = "rome", "ROME"
    ONET = "onet", "O*NET"


class WordsKind(models.TextChoices):
    """What kind of words lead to a trade."""

    ALTERNATIVE = "alternative", "alternative label (ESCO)"
    EVERYDAY = "everyday", "everyday words (Parvis)"
    JOB_TITLE = "job_title", "job title (ROME)"


class SkillKind(models.TextChoices):
    """ESCO's two kinds."""

    SKILL = "skill", _("knowing how to do")
    KNOWLEDGE = "knowledge", _("knowing")


class Nearness(models.TextChoices):
    """How far a change from one trade to another reaches."""

    NEAR = "near", _("a small step")
    FAR = "far", _("a larger change")


class ConditionKind(models.TextChoices):
    """What a working condition is about, in the order a page tells it."""

    EXERCISE = "exercise", _("How the work is done")
    CONDITION = "condition", _("Under what conditions")
    PLACE = "place", _("Where people work")
    BRANCH = "branch", _("In which branches")
