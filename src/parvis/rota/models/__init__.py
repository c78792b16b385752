"""The tables of the rota: the doors other rooms may open."""

from parvis.rota.models.seconding import Seconding
from parvis.rota.models.shift import Shift, ShiftException, Swap
from parvis.rota.models.standing import Standing

__all__ = ["Seconding", "Shift", "ShiftException", "Standing", "Swap"]
