"""No act stands in the record without the office whose books it belongs to, unless it belongs to none."""

import ast
from collections.abc import Iterator

import pytest
from tree import SOURCE, sources

from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account

pytestmark = [pytest.mark.django_db]
RECORDING = {"record", "register_person", "update_person", "open_account"}
NOWHERE = {"cli", "foundation"}  # the installation's own acts, by whoever has its machine


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sources():
        parts = path.relative_to(SOURCE).parts
        if parts[0] not in NOWHERE and "migrations" not in parts:
            for node in ast.walk(ast.parse(path.read_text())):
                name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if name in RECORDING:
                    assert isinstance(node, ast.Call)
                    yield f"{'/'.join(parts)}:{node.lineno}", node


def test_every_act_that_a_page_can_lead_to_names_its_place() -> None:
    calls = list(_calls())
    without = [where for where, call in calls if "place" not in {keyword.arg for keyword in call.keywords}]
    assert (len(calls) > 50, without) == (True, [])


def test_of_the_demo_only_the_right_for_the_region_stands_in_no_office_s_books(demo: dict[str, str]) -> None:
    found = AuditEntry.objects.filter(organisation_id="").values_list("verb", "actor_kind")
    assert list(found) == [("people.give_grant", "system")]


def test_an_account_stands_in_the_record_by_its_number_not_by_a_name_that_could_not_be_erased(
    demo: dict[str, str],
) -> None:
    names = Account.objects.values_list("name", flat=True)
    assert list(AuditEntry.objects.filter(subject_label__in=list(names)).values_list("verb", flat=True)) == []
