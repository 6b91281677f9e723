"""How each database is opened so that its promises hold (architecture.md, "Held from the first day")."""

from typing import Any

import dj_database_url

from sanggar.config import environment

# FULL: an answered request is on disk. IMMEDIATE: writers queue at the start of a transaction instead of failing in it.
# recursive_triggers: REPLACE removes a row too, and must not slip past the triggers that protect the audit record.
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous={synchronous}; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; "
    "PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
)
# What PostgreSQL compiles for one list of ten thousand people takes it longer than the list does (measured: 8.9 s with,
# 2.8 s without), and it compiles anew for every question.
NO_JIT = "-c jit=off"


def database(url: str, *, synchronous: str = "FULL") -> dict[str, Any]:
    """Django's DATABASES entry for a URL; `synchronous` is loosened by the tests alone."""
    config: dict[str, Any] = dict(dj_database_url.parse(url))
    config["CONN_MAX_AGE"] = 60  # seconds; a thread keeps its connection, and SQLite its page cache
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS.format(synchronous=synchronous),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        config["DISABLE_SERVER_SIDE_CURSORS"] = environment.switched_on("SANGGAR_DATABASE_POOLED")
        options = config.setdefault("OPTIONS", {})
        options["connect_timeout"] = 2  # seconds; who sends is told within two that nothing was received
        options.setdefault("tcp_user_timeout", 2000)  # milliseconds, for a server that is gone without a word
        options.setdefault("options", NO_JIT)
    return config
