"""The demo's tables of people, as the public page and the report show them: no hidden number is given away."""

from functools import partial

import pytest

from factories.auditing import Published, weak_points
from sanggar.cores.disclosure import safe_tables
from sanggar.foundation import clock
from sanggar.planning.models import Programme
from sanggar.reporting import people_tables
from sanggar.reporting.people_tables import ShownTable
from sanggar.reporting.queries import programme_report, public_summary

pytestmark = [pytest.mark.django_db]


def read(tables: list[ShownTable]) -> list[Published]:
    found = []
    for table in tables:
        rows, columns = table.title.split(" × ")
        labels, cells = zip(*table.rows, strict=True)
        found.append(Published((rows, columns), labels, table.columns, cells))
    return found


def test_nobody_can_work_out_a_hidden_number_from_all_tables_of_page_and_report(
    demo: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    programme = Programme.objects.get()
    public, desk = public_summary(programme).tables, programme_report(programme, clock.now()).tables
    assert sum(table.hidden for table in public) > 0
    monkeypatch.setattr(people_tables, "safe_tables", partial(safe_tables, threshold=0))
    truth = public_summary(programme).tables
    assert weak_points(read([*public, *desk]), read(truth)) == []
