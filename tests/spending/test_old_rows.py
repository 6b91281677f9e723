"""What the migrations of data make of rows from before them, where the tables still hold such rows."""

from importlib import import_module

import pytest
from django.apps import apps

from factories.funding import make_adopted_line
from factories.spending import attach, make_payment
from sanggar.foundation import clock
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending.models import Evidence, StatementEntry, StatementMatch

pytestmark = pytest.mark.django_db


def run(migration: str, function: str) -> None:
    """Neither of them asks the schema editor for anything."""
    getattr(import_module(f"sanggar.spending.migrations.{migration}"), function)(apps, None)


def test_a_match_from_before_parts_stands_for_all_of_its_payment(programme: Programme, pptk: Account) -> None:
    line, told = make_adopted_line(programme), {"dated": clock.today(), "noted_at": clock.now(), "noted_by": "uji"}
    for amount in (700, 900):
        payment = make_payment(line, pptk, amount)
        entry = StatementEntry.objects.create(
            programme=programme, number=str(amount), account_code=line.account_code, amount=1_000, **told
        )
        StatementMatch.objects.create(entry=entry, payment=payment, part=1, matched_at=clock.now(), matched_by="uji")
    run("0014_statement_parts", "tell_parts")
    assert list(StatementMatch.objects.values_list("part", "payment__amount")) == [(700, 700), (900, 900)]


@pytest.mark.parametrize(("before", "after"), [("tax", "bukti-setor-pajak"), ("other", "lainnya"), ("bast", "bast")])
def test_evidence_from_before_the_list_of_kinds_is_called_as_the_list_calls_it(
    before: str, after: str, programme: Programme, pptk: Account
) -> None:
    evidence = attach(make_payment(make_adopted_line(programme), pptk), pptk)
    Evidence.objects.filter(pk=evidence.pk).update(kind=before, kind_name="BAST" if before == after else "?")
    run("0006_evidence_kinds", "name_kinds")
    evidence.refresh_from_db()
    assert (evidence.kind, evidence.kind_name == "?") == (after, False)
