"""Django's `migrate`, which makes the tables of an empty database in one go."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connections

from sanggar.foundation import first_start


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """As Django's; what it does itself afterwards (permissions, for one) follows here too."""
        whole = not any(
            options[each] for each in ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
        )
        connection = connections[options["database"]]
        if whole and first_start.is_empty(connection):
            first_start.make_tables(connection)
        super().handle(*args, **options)
