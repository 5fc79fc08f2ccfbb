"""The WSGI application that `yhdyspinta serve` and other servers run."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yhdyspinta.config.settings")
application = get_wsgi_application()
