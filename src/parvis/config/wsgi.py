"""The door the server enters by: WSGI, because synchronous Django is 2 to 10 times slower under ASGI (docs/adr/0002)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")

application = get_wsgi_application()
