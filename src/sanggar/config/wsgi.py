"""What the web server loads. Refuses to serve a database that was used with other keys."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from sanggar.config.proven import ProvenKeys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanggar.config.settings")
application = ProvenKeys(get_wsgi_application())
get_resolver().url_patterns  # noqa: B018 - loaded here, before the server forks, instead of by the first visitor
connections.close_all()  # requests are served by other processes and threads, with connections of their own
