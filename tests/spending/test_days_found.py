"""Findings about days in the wrong order: money that left too late, and documents older than their drafts."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from factories.funding import change, make_adopted_line, make_draft
from factories.people import make_account
from factories.spending import approve, as_read, make_commitment, make_payment, pay, verify
from sanggar.foundation import clock
from sanggar.funding.actions import Document, adopt_version
from sanggar.funding.models import BudgetLine, BudgetVersion, ListKind, ReferenceEntry, ReferenceList
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Finding, FindingState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SIGNED, DRAFTED = date(2026, 6, 1), date(2026, 6, 11)


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    Programme.objects.filter(pk=programme.pk).update(fiscal_year=2026)
    programme.refresh_from_db()
    with time_machine.travel(_noon(date(2026, 1, 5))):
        return make_adopted_line(programme, amount=5_000_000)


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 5, tzinfo=UTC)


def shift(programme: Programme, authority: Account, *, signed: date, drafted: date) -> BudgetVersion:
    """Put in force on the day after it was drafted."""
    with time_machine.travel(_noon(drafted)):
        version = make_draft(programme)
        change(version.lines.get(), 4_000_000)
    with time_machine.travel(_noon(drafted + timedelta(days=1))):
        document = Document("903/1", signed, "Sekretaris Daerah")
        adopt_version(version, document=document, by=authority.actor, at=clock.now())
    return version


def found(programme: Programme, rule: str) -> list[Finding]:
    actions.review_findings(programme, at=clock.now())
    return list(Finding.objects.filter(programme=programme, rule=rule, state=FindingState.OPEN))


def test_a_document_older_than_its_draft_is_found_with_what_was_asked_for_between(
    line: BudgetLine, programme: Programme, pptk: Account, budget_authority: Account
) -> None:
    for number, day in enumerate((SIGNED - timedelta(days=1), SIGNED, DRAFTED)):
        with time_machine.travel(_noon(day)):
            make_payment(line, pptk, 1_000, description=f"Pembayaran {number}")
            make_commitment(line, pptk, 1_000, number=f"027/{number}")
    version = shift(programme, budget_authority, signed=SIGNED, drafted=DRAFTED)
    (finding,) = found(programme, "dokumen-mundur")
    assert (finding.version, finding.payment, finding.line) == (version, None, None)
    assert finding.figures == {"dated_on": "2026-06-01", "drafted_on": "2026-06-11", "number": 2}
    between = line.payments.get(description="Pembayaran 1")
    assert finding.others == [between.pk]


def test_a_document_of_the_day_of_its_draft_is_none(
    line: BudgetLine, programme: Programme, budget_authority: Account
) -> None:
    shift(programme, budget_authority, signed=DRAFTED, drafted=DRAFTED)
    assert found(programme, "dokumen-mundur") == []


def test_it_is_explained_by_somebody_without_a_hand_in_the_document_and_read_by_the_inspector(
    line: BudgetLine, programme: Programme, verifier: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    version = shift(programme, budget_authority, signed=SIGNED, drafted=DRAFTED)
    (finding,) = found(programme, "dokumen-mundur")
    here = f"/desk/{programme.organisation.slug}/{programme.slug}/belanja/temuan/{finding.pk}/"
    with pytest.raises(actions.OwnFinding):
        actions.settle_finding(finding, explanation="Menyusul.", by=budget_authority.actor, at=clock.now())
    assert "Anda susun atau sahkan" in signed_in(budget_authority).get(f"{here}jelaskan/").content.decode()
    browser = signed_in(verifier)
    answer = {"explanation": "Dicatat menyusul dari SIPD."} | as_read(browser, f"{here}jelaskan/")
    assert browser.post(f"{here}jelaskan/", answer).status_code == 302
    inspector = signed_in(make_account("Ina Inspektur", Role.INSPECTOR, programme.organisation))
    page = inspector.get(here).content.decode()
    for words in (
        "Dokumennya bertanggal 1 Juni 2026, rancangannya dibuat 11 Juni 2026",
        f"anggaran/versi/{version.pk}/",
        "Dicatat menyusul dari SIPD.",
        verifier.name,
    ):
        assert words in page
    listed = inspector.get(here.removesuffix(f"{finding.pk}/"), {"q": version.number}).content.decode()
    assert "Pergeseran 1 903/1" in listed


def test_money_that_left_after_the_year_s_last_day_is_noted_and_found(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    told = {"version": "Edaran", "valid_from": date(2026, 12, 1), "legal_basis": "SE uji"}
    city = ReferenceList.objects.create(kind=ListKind.AUDIT, imported_at=clock.now(), **told)
    row = {"aturan": "bayar-terakhir", "cacah": 18}
    ReferenceEntry.objects.create(list=city, position=0, code="akhir", name="Akhir", data=row)
    with time_machine.travel(_noon(date(2026, 12, 17))):
        in_time, late = (verify(make_payment(line, pptk, 1_000), verifier) for _number in range(2))
        for payment in (in_time, late):
            approve(payment)
    with time_machine.travel(_noon(date(2026, 12, 18))):
        pay(in_time, treasurer)
    with time_machine.travel(_noon(date(2026, 12, 22))):
        pay(late, treasurer)
        (finding,) = found(programme, "bayar-lewat")
    assert (finding.payment, finding.figures) == (late, {"paid_on": "2026-12-22", "last_on": "2026-12-18"})


@pytest.mark.parametrize("subjects", [(), ("line", "version"), ("payment", "version")])
def test_the_database_keeps_a_finding_to_one_subject(
    line: BudgetLine, programme: Programme, pptk: Account, subjects: tuple[str, ...]
) -> None:
    every = {"line": line, "version": line.budget.versions.get(), "payment": make_payment(line, pptk, 1_000)}
    row = {"programme": programme, "rule": "uji", "figures": {}, "raised_at": clock.now(), "changed_at": clock.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.create(**row, **{name: every[name] for name in subjects})


def test_an_old_draft_that_nobody_adopted_is_no_document(line: BudgetLine, programme: Programme) -> None:
    with time_machine.travel(_noon(DRAFTED)):
        make_draft(programme)
    assert found(programme, "dokumen-mundur") == []
