"""What the web server loads. Refuses to serve a database that was used with other keys."""

import os
import sys

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver

from sanggar.config.doorway import Doorway
from sanggar.config.proven import ProvenKeys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanggar.config.settings")
pages = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018 - loaded here, before the server forks, instead of by the first visitor

from sanggar.applications.pages import express as form  # noqa: E402 - after the settings
from sanggar.config.front import Front  # noqa: E402 - the same
from sanggar.faces.public import express as receipt  # noqa: E402 - the same
from sanggar.foundation.express import ExpressLanes  # noqa: E402 - the same

lanes = ExpressLanes({"daftar": form.lane, "lamaran": receipt.lane}, pages)
gate = ProvenKeys(lanes)
application = Doorway(gate)
front = Front(application, lanes, gate)
connections.close_all()  # requests are served by other processes and threads, with connections of their own
sys.setswitchinterval(0.005)
"""Seconds. Who sends a form computes for a fifth of a millisecond and then waits by itself; every thread that waits for
its turn wakes up this often to ask for it, so shorter costs more than it gives (docs/decisions/0040). Much longer, and
the thread that reads or commits for everyone waits for as many long pages as there are threads.
"""
