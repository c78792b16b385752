"""pretix's own application, warm: gunicorn reads this once (--preload), so that a worker that replaces a killed one can answer at once.

Without it each new worker would read all of pretix's pages anew at its first request: seconds that a bench with kills would count as selling.
"""

import contextlib

from pretix.wsgi import application

with contextlib.suppress(Exception):  # a page that fails here is merely cold
    from django.conf import settings
    from django.db import connections
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # there is no mail server here to wait for
    visitor, host = Client(), settings.SITE_URL.partition("://")[2]
    for path in ("/house/bread/", "/house/bread/checkout/start"):
        visitor.get(path, headers={"host": host})
    visitor.post("/house/bread/cart/add?ajax=1", {}, headers={"host": host})
    connections.close_all()

__all__ = ["application"]
