"""The tables of staff: the doors other rooms may open."""

from parvis.accounts.models.act import StaffAct
from parvis.accounts.models.invitation import Invitation
from parvis.accounts.models.session import StaffSession
from parvis.accounts.models.staff import Staff

__all__ = ["Invitation", "Staff", "StaffAct", "StaffSession"]
