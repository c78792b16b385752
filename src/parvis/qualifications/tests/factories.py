"""Rows for tests: jurisdictions, qualifications with their ways in and what they open, rules."""

import datetime

import factory

from parvis.core.codes import code_for
from parvis.qualifications import models


class JurisdictionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Jurisdiction
        django_get_or_create = ("code",)

    code = "CH"
    country = factory.LazyAttribute(lambda one: one.code[:2])
    currency = "CHF"


class QualificationFactory(factory.django.DjangoModelFactory):
    """A qualification; ``opens=[trade, …]`` and ``entries=[{…}, …]`` make what hangs on it."""

    class Meta:
        model = models.Qualification
        skip_postgeneration_save = True

    class Params:
        number = factory.Sequence(lambda number: number)

    key = factory.LazyAttribute(lambda one: f"CH:test:{one.number}")
    code = factory.LazyAttribute(lambda one: code_for(one.key))
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    titles = factory.LazyAttribute(lambda one: {"en": f"certificate {one.number}", "fr": f"certificat {one.number}"})
    short = "EFZ"
    mode = "apprenticeship"
    eqf = 4
    isced = 3
    isced_field = "0721"
    months_min = 36
    months_max = 36
    share = "days"
    lets = factory.LazyFunction(lambda: {"en": "Work as one who has learnt it."})
    source = "List of the office"
    source_url = "https://example.test/list"
    checked_on = datetime.date(2026, 11, 1)
    is_sample = True
    revision = 1

    @factory.post_generation
    def opens(self, _create, extracted):
        for trade in extracted or ():
            models.Opening.objects.create(qualification=self, occupation=trade)

    @factory.post_generation
    def entries(self, _create, extracted):
        for place, entry in enumerate([{"least_isced": 2}] if extracted is None else extracted):
            models.Entry.objects.create(qualification=self, place=place, **entry)


class RuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Rule

    key = factory.Sequence(lambda number: f"CH:rule:{number}")
    jurisdiction = factory.SubFactory(JurisdictionFactory)
    topic = "minimum_age"
    values = factory.LazyFunction(lambda: {"age": 15})
    says = factory.LazyFunction(lambda: {"en": "From 15."})
    source = "A law"
    checked_on = datetime.date(2026, 11, 1)
    revision = 1
