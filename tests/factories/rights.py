"""What people ask about their data, programmes that are over, and where a word still stands in the database."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.apps import apps

from sanggar.applications import actions
from sanggar.applications.models import Application, RightsRequest
from sanggar.foundation import audit, clock
from sanggar.foundation.models import AuditPersonal, SealedTextField
from sanggar.planning.models import Programme


def ask(application: Application, kind: str = "erasure", text: str = "Mohon dihapus.") -> RightsRequest:
    return actions.ask_right(
        application, application.programme, kind=kind, text=text, by=application.actor, at=clock.now()
    )


def end(programme: Programme, days_ago: int = 1) -> None:
    """Have its last day lie so many days in the past."""
    last = clock.today() - timedelta(days=days_ago)
    Programme.objects.filter(pk=programme.pk).update(mentoring_until=last)
    programme.refresh_from_db()


def where_it_stands(*words: str) -> list[str]:
    """Every column of every table, sealed ones opened, in which one of the words stands."""
    found = {f"{label}.{name}" for label, name, value in _values() if any(word in value for word in words)}
    return sorted(found)


def _values() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        columns = {column.name: column for column in model._meta.fields}
        for row in model._default_manager.values(*columns):
            for name, value in row.items():
                yield model._meta.label, name, _opened(columns[name], value)


def _opened(column: Any, value: Any) -> str:
    return column.unseal(value) if isinstance(column, SealedTextField) and value else str(value)


def is_record_intact() -> bool:
    audit.seal_pending(clock.now(), thorough=True)
    return audit.verify().is_intact


def personal_values() -> int:
    return AuditPersonal.objects.count()
