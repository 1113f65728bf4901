"""The door of the web server."""

import os

from django.core.wsgi import get_wsgi_application

from wangge.config.plain import in_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wangge.config.settings")

application = in_utf8(get_wsgi_application())
