"""Settings of the test runs: the same program, with a throw-away folder, keys and database."""

import gc
import os
import tempfile
from pathlib import Path

gc.set_threshold(50_000, 20, 100)  # these are loaded first, and what comes next stays to the end

OF_THE_RUN = os.environ.get("SANGGAR_VAR", "") if "PYTEST_XDIST_WORKER" in os.environ else ""  # its workers share one
FOLDER = Path(OF_THE_RUN or tempfile.mkdtemp(prefix="sanggar-test-"))
os.environ["SANGGAR_VAR"] = str(FOLDER)
os.environ.pop("SANGGAR_KEYS_FILE", None)
if os.environ.get("SANGGAR_TEST_DATABASE") == "postgres":
    os.environ["DATABASE_URL"] = os.environ.get("SANGGAR_TEST_POSTGRES", "postgres://postgres@127.0.0.1:5432/postgres")
else:
    os.environ.pop("DATABASE_URL", None)

from sanggar.config import environment  # noqa: E402
from sanggar.config.databases import database  # noqa: E402
from sanggar.config.settings import *  # noqa: E402, F403
from sanggar.config.settings import DATABASES, STORAGES  # noqa: E402

DATABASES["default"] = database(environment.database_url(), synchronous="OFF")
DATABASES["default"].pop("CONN_MAX_AGE", None)
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 1_000  # one process asks here what many pages ask elsewhere
else:
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # as SQLite's above
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
(FOLDER / "static").mkdir(parents=True, exist_ok=True)  # nothing is collected; whitenoise wants the folder
