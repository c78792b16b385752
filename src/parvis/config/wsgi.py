"""The door the server enters by: WSGI, because synchronous Django is 2 to 10 times slower under ASGI (docs/adr/0002)."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

application = get_wsgi_application()
_ = get_resolver().url_patterns  # every room's views are read before the first visitor, not by the first visitor

from parvis.search.follower import follow_in_background  # noqa: E402  needs the rooms that the line above opened

follow_in_background()  # the index comes after the database while pages are served

gc.collect()
gc.freeze()  # what is loaded stays: looking through it for circles again and again would cost a page a tenth of a second now and then
