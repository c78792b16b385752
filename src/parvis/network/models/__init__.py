"""The tables of the network: the doors other rooms may open."""

from parvis.network.models.desk import Desk
from parvis.network.models.hours import OpeningException, OpeningPeriod
from parvis.network.models.house import House, Membership
from parvis.network.models.image import Image
from parvis.network.models.page import Page, PageVersion
from parvis.network.models.partner import Partner, Partnership, Presence
from parvis.network.models.post import Post
from parvis.network.models.version import HouseVersion

__all__ = [
    "Desk",
    "House",
    "HouseVersion",
    "Image",
    "Membership",
    "OpeningException",
    "OpeningPeriod",
    "Page",
    "PageVersion",
    "Partner",
    "Partnership",
    "Post",
    "Presence",
]
