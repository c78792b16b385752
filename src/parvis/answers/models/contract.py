"""Who promised to answer, within how many days, and how that was kept."""

from __future__ import annotations

import secrets
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from parvis.answers.enums import Fate, Reach
from parvis.answers.rules import LATEST, MOST_WAITING, SOONEST, USUAL_WAITING
from parvis.core.random_keys import RandomKeyField, random_number
from parvis.network.models import House, Partner
from parvis.offers.models import Feed


def random_name() -> str:
    """Return a name by chance: 32 hexadecimal digits."""
    return secrets.token_hex(16)


class ContractQuerySet(models.QuerySet["Contract"]):
    """Questions about contracts, in words."""

    def in_force(self) -> Self:
        """Keep those under which notes can be sent: a house stands for it, the mailbox (where there is one) said yes."""
        said_yes = Q(mailbox__isnull=True) | Q(agreed_on__isnull=False)
        return self.filter(said_yes, confirmed_on__isnull=False, ended_on__isnull=True)

    def unconfirmed(self) -> Self:
        """Keep those that a partner stated and no house has confirmed yet."""
        return self.filter(confirmed_on__isnull=True, ended_on__isnull=True)


class Contract(models.Model):
    """The promise to answer every note about some offers within ``days`` days; ``most`` notes may wait at once.

    A partner states it and ``house`` confirms it, or the house states it for a company (no ``partner``). It is known by what it is for
    (``feed``, ``company``, ``offer_code``), so that nobody begins anew with a clean record: stated again, it is the same row.
    ``mailbox`` is sealed; ``agreed_on`` is the day on which whoever reads it said yes. ``has_bounced``: the last mail was refused, so
    staff open the notes. Days only.
    """

    name = models.CharField(max_length=32, unique=True, default=random_name, editable=False)
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="answer_contracts")
    partner = models.ForeignKey(Partner, null=True, on_delete=models.CASCADE, related_name="answer_contracts")
    reach = models.CharField(max_length=8, choices=Reach.choices)
    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="+")
    company = models.CharField(max_length=200, blank=True)
    offer_code = models.CharField(max_length=16, blank=True)
    days = models.PositiveSmallIntegerField(validators=[MinValueValidator(SOONEST), MaxValueValidator(LATEST)])
    most = models.PositiveSmallIntegerField(
        default=USUAL_WAITING, validators=[MinValueValidator(1), MaxValueValidator(MOST_WAITING)]
    )
    language = models.CharField(max_length=8, help_text="BCP 47, of mails to the recruiter")
    mailbox = models.BinaryField(null=True)
    stated_on = models.DateField()
    confirmed_on = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    has_bounced = models.BooleanField(default=False)
    is_sample = models.BooleanField(default=False)

    objects = ContractQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("feed", "company", "offer_code"), name="one_contract_for_the_same_offers"),
            models.CheckConstraint(condition=Q(days__range=(SOONEST, LATEST)), name="contract_days_are_bounded"),
            models.CheckConstraint(condition=Q(most__range=(1, MOST_WAITING)), name="contract_waiting_is_bounded"),
            models.CheckConstraint(
                condition=Q(reach=Reach.OFFER, company="") & ~Q(offer_code="")
                | Q(reach=Reach.COMPANY, offer_code="") & ~Q(company="")
                | Q(reach=Reach.FEED, offer_code="", company=""),
                name="contract_is_for_an_offer_a_company_or_a_feed",
            ),
        )

    def __str__(self) -> str:
        return f"{self.offer_code or self.company or self.feed_id}: {self.days}"

    @property
    def is_in_force(self) -> bool:
        """Say whether notes can be sent under it."""
        return self.is_wanted and self.confirmed_on is not None and (self.mailbox is None or self.agreed_on is not None)

    @property
    def is_wanted(self) -> bool:
        """Say whether nobody ended it."""
        return self.ended_on is None


class Silence(models.Model):
    """How many promises about an offer were not kept since it began, or was opened again; at the second it takes no more notes.

    ``told_on``: when the last mail told its recruiter so.
    """

    offer_code = models.CharField(max_length=16, primary_key=True)
    number = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)
    told_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.offer_code}: {self.number}"


class Tally(models.Model):
    """How many promises of a contract ended in a month in the same way. Sums: no note is in them."""

    id = RandomKeyField(primary_key=True, default=random_number, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField(help_text="The first day of the month")
    fate = models.CharField(max_length=8, choices=Fate.choices)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("contract", "month", "fate"), name="one_tally_a_fate"),)

    def __str__(self) -> str:
        return f"{self.month} {self.fate}: {self.number}"
