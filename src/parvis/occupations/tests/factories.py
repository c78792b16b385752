"""Rows for tests: a trade with its texts, and what hangs on it."""

import datetime

import factory

from parvis.core.codes import code_for
from parvis.occupations import models
from parvis.occupations.enums import Sector, SkillKind


class IscoGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.IscoGroup
        django_get_or_create = ("code",)
        skip_postgeneration_save = True

    code = "7512"
    parent = factory.LazyAttribute(
        lambda group: IscoGroupFactory(code=group.code[:-1]) if len(group.code) > 1 else None
    )

    @factory.post_generation
    def labels(self, _create, extracted):
        for language, label in (extracted or {}).items():
            models.IscoGroupText.objects.update_or_create(group=self, language=language, defaults={"label": label})


class TradeFactory(factory.django.DjangoModelFactory):
    """A trade; ``label={"fr": …}`` and ``summary={"fr": …}`` make its texts."""

    class Meta:
        model = models.Occupation
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda number: number)

    uri = factory.LazyAttribute(lambda trade: f"http://example.test/occupation/{trade.number}")
    code = factory.LazyAttribute(lambda trade: code_for(trade.uri))
    isco = factory.SubFactory(IscoGroupFactory)
    sector = Sector.FOOD
    pictogram = "bread"
    revision = 1

    @factory.post_generation
    def label(self, _create, extracted):
        for language, label in (extracted or {"en": f"trade {self.code}"}).items():
            models.OccupationText.objects.create(
                occupation=self, language=language, label=label, label_source="seed", summary=f"{label} summary."
            )


class SheetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Sheet

    language = "en"
    day = "You start early. You bake."
    likes = ("You like working with your hands",)
    hard = ("You get up early",)
    tries = ("Bake a loaf at home",)
    checked_on = datetime.date(2026, 11, 1)
    due_on = datetime.date(2027, 11, 1)


class SkillGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SkillGroup
        django_get_or_create = ("uri",)
        skip_postgeneration_save = True

    uri = factory.Sequence(lambda number: f"http://example.test/group/{number}")
    code = "S1"

    @factory.post_generation
    def label(self, _create, extracted):
        for language, label in (extracted or {"en": "making"}).items():
            models.SkillGroupText.objects.get_or_create(group=self, language=language, defaults={"label": label})


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Skill
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda number: number)

    uri = factory.LazyAttribute(lambda skill: f"http://example.test/skill/{skill.number}")
    code = factory.LazyAttribute(lambda skill: code_for(skill.uri))
    kind = SkillKind.SKILL
    revision = 1

    @factory.post_generation
    def label(self, _create, extracted):
        for language, label in (extracted or {"en": f"skill {self.code}"}).items():
            models.SkillText.objects.create(skill=self, language=language, label=label)
