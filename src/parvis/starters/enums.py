"""The closed lists of the starters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.IntegerChoices):
    """How much somebody likes the thought of doing something: the five steps of the markers' authors; 0 is no answer."""

    DISLIKE = 1, _("I don’t like it")
    RATHER_NOT = 2, _("rather not")
    UNSURE = 3, _("not sure")
    RATHER = 4, _("rather yes")
    LIKE = 5, _("I like it")


class Direction(models.TextChoices):
    """Whether answers point somewhere, and if not, why: said to the visitor as it is."""

    CLEAR = "clear", ""
    FEW = "few", _("You answered few of the questions so far: that is too little to point anywhere.")
    DISLIKED = "disliked", _("You liked almost nothing of this: so your answers do not point anywhere yet.")
    FLAT = "flat", _("You liked everything about as much: so your answers do not point anywhere yet.")


class Level(models.IntegerChoices):
    """ISCO-08's four skill levels, in a visitor's words."""

    ON_THE_JOB = 1, _("Learn on the job")
    APPRENTICESHIP = 2, _("Apprenticeship or vocational school")
    FURTHER = 3, _("Further training after that")
    HIGHER = 4, _("Higher education")
