"""The door for the server (granian, WSGI)."""

import os

from django.core.wsgi import get_wsgi_application

from entraide.config import logs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entraide.config.settings.production")
logs.configure()
application = get_wsgi_application()
