"""A call whose procedure was published before calls knew by when their list must stand learns it by the migration."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from factories.applications import make_call
from factories.selection import freeze, make_procedure, make_screened_call
from sanggar.applications.models import Call
from sanggar.planning.models import Programme

migration = import_module("sanggar.selection.migrations.0026_settled_by_of_running_calls")


@pytest.mark.django_db
def test_running_calls_learn_by_when_their_list_must_stand(programme: Programme) -> None:
    running, silent = make_call(programme), make_call(programme, slug="tanpa-tata-cara")
    frozen = freeze(make_screened_call(programme, slug="sudah-beku")).call
    procedure = make_procedure(running, objection_days=3, answering_hours=24)
    Call.objects.update(settled_by=None)
    migration.reckon(apps, connection.schema_editor())
    assert procedure.draw_at is not None
    for call, settled_by in ((running, procedure.draw_at - timedelta(days=4)), (silent, None), (frozen, None)):
        call.refresh_from_db()
        assert call.settled_by == settled_by
