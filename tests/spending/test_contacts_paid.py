"""A payment for mentoring rests on contacts that participants confirmed; what goes beyond them is a finding."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from factories.funding import make_adopted_line
from factories.mentoring import make_confirmed_contact, make_contact, make_mentor, make_pair
from factories.people import SETUP, make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.spending import asked, attach, make_payee, make_payment, pay
from factories.training import make_cohort_of, make_enrolment
from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.mentoring.actions import void_contact
from sanggar.mentoring.models import Contact, Mentor, Mentorship
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.actions import ContactsPaidTwice, ContactsUnconfirmed, MentorElsewhere, PaidContacts
from sanggar.spending.models import PayeeKind, Payment, PaymentAsked
from sanggar.spending.personal import HELD
from sanggar.spending.queries import payments_beyond_contacts

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme)


@pytest.fixture
def pair(programme: Programme) -> Mentorship:
    return make_pair(make_enrolment(make_cohort_of(programme), "Sulastri"), make_mentor(programme), days_ago=40)


@pytest.fixture
def pptk(programme: Programme) -> Account:
    return make_account("Tari PPTK", Role.PPTK, programme.organisation)


@pytest.fixture
def verifier(programme: Programme) -> Account:
    return make_account("Vina PPK", Role.PPK_SKPD, programme.organisation)


def contacts(mentor: Mentor, number: int, first: int = 30, last: int = 0) -> PaidContacts:
    today = clock.today()
    return PaidContacts(mentor, today - timedelta(days=first), today - timedelta(days=last), number)


def propose(line: BudgetLine, by: Account, paid: PaidContacts) -> Payment:
    payee = make_payee(line.budget.programme.organisation, "Maya", kind=PayeeKind.NON_EMPLOYEE)
    return make_payment(line, by, 300_000, payee=payee, description="Honor pendampingan", contacts=paid)


def test_what_participants_confirmed_is_paid_and_no_more(
    line: BudgetLine, pair: Mentorship, pptk: Account, verifier: Account
) -> None:
    make_confirmed_contact(pair, days_ago=3)
    waiting = make_contact(pair, days_ago=2)
    make_confirmed_contact(pair, days_ago=35)  # before the days that are paid
    payment = propose(line, pptk, contacts(pair.mentor, 2))
    attach(payment, pptk)
    (found,) = payments_beyond_contacts(line.budget.programme)
    assert (found, found.contacts_confirmed) == (payment, 1)  # type: ignore[attr-defined]  # annotated
    with pytest.raises(ContactsUnconfirmed, match="2 kontak, padahal baru 1"), transaction.atomic():
        actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    payment.refresh_from_db()
    Contact.objects.filter(pk=waiting.pk).update(answer="yes", answered_at=clock.now(), answered_by="Sulastri")
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    assert not payments_beyond_contacts(line.budget.programme).exists()


def test_what_falls_away_after_the_payment_is_a_finding_that_everyone_at_the_desk_reads(
    line: BudgetLine, pair: Mentorship, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    contact = make_confirmed_contact(pair)
    payment = propose(line, pptk, contacts(pair.mentor, 1))
    attach(payment, pptk)
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    pay(payment, make_account("Budi Bendahara", Role.TREASURER, line.budget.programme.organisation))
    desk = f"/desk/{line.budget.programme.organisation.slug}/{line.budget.programme.slug}/"
    client = signed_in(verifier)
    assert "Temuan: melebihi" not in client.get(f"{desk}belanja/").content.decode()
    void_contact(contact, reason="Salah orang.", by=SETUP, at=clock.now())
    assert "untuk 1 kontak, dibenarkan peserta 0" in client.get(f"{desk}belanja/").content.decode()
    one = client.get(f"{desk}belanja/{payment.pk}/").content.decode()
    assert "Untuk 1 kontak, yang dibenarkan peserta 0." in one
    actions.review_findings(line.budget.programme, at=clock.now())
    assert "Kontak melebihi yang dibenarkan" in client.get(f"{desk}belanja/temuan/").content.decode()
    assert "Jelaskan 1 temuan" in client.get(desk).content.decode()


def test_the_same_days_of_a_mentor_are_paid_once(line: BudgetLine, pair: Mentorship, pptk: Account) -> None:
    first = propose(line, pptk, contacts(pair.mentor, 1, 30, 10))
    with pytest.raises(ContactsPaidTwice), transaction.atomic():
        propose(line, pptk, contacts(pair.mentor, 1, 10, 0))
    propose(line, pptk, contacts(pair.mentor, 1, 9, 0))
    actions.cancel_payment(first, reason="Salah hari.", by=pptk.actor, at=clock.now())
    propose(line, pptk, contacts(pair.mentor, 1, 20, 12))


def test_a_mentor_of_another_programme_is_not_paid_here(line: BudgetLine, pptk: Account) -> None:
    other = make_mentor(make_programme(line.budget.programme.organisation, "lain"), "Jauh")
    with pytest.raises(MentorElsewhere):
        propose(line, pptk, contacts(other, 1))


@pytest.mark.parametrize("wrong", [{"contacts_paid": None}, {"contacts_paid": 0}, {"contacts_until": "2020-01-01"}])
def test_the_database_keeps_the_four_together(
    line: BudgetLine, pair: Mentorship, pptk: Account, wrong: dict[str, Any]
) -> None:
    payment = propose(line, pptk, contacts(pair.mentor, 1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**wrong)


def test_the_form_asks_for_all_four_or_none_and_keeps_what_was_typed(
    line: BudgetLine, pair: Mentorship, pptk: Account, signed_in: SignIn
) -> None:
    programme = line.budget.programme
    page, client = f"/desk/{programme.organisation.slug}/{programme.slug}/belanja/ajukan/", signed_in(pptk)
    payee = make_payee(programme.organisation, "Maya", kind=PayeeKind.NON_EMPLOYEE).pk
    given = {"line": line.pk, "amount": "300.000", "payee": payee, "description": "Honor", "mentor": pair.mentor_id}
    given["mode"] = "GU"
    half = client.post(page, {"once": str(uuid.uuid4()), **given, "contacts_paid": "3"})
    assert (half.status_code, half.content.decode().count("Isi juga bagian ini") >= 2) == (422, True)
    assert 'value="3"' in half.content.decode()
    days = {"contacts_paid": "3", "contacts_from": "2026-10-31", "contacts_until": "2026-10-01"}
    turned = client.post(page, {"once": str(uuid.uuid4()), **given, **days})
    assert "Hari terakhir tidak dapat mendahului hari pertama." in turned.content.decode()
    right = days | {"contacts_until": "2026-11-01"}
    assert client.post(page, {"once": str(uuid.uuid4()), **given, **right}).status_code == 302
    payment = Payment.objects.get()
    assert (payment.mentor, payment.contacts_paid, payment.contacts_from.isoformat()) == (pair.mentor, 3, "2026-10-31")  # type: ignore[union-attr]  # given


@pytest.mark.django_db(transaction=True)
def test_two_ask_at_once_for_the_same_days_and_one_is_told() -> None:
    programme = make_programme(make_office())
    line, mentor = make_adopted_line(programme), make_mentor(programme)
    by = make_account("Tari PPTK", Role.PPTK, programme.organisation)
    acts = [lambda: propose(line, by, contacts(mentor, 1))] * 2
    assert race(acts) == {"done": 1, ContactsPaidTwice.code: 1}


def test_the_fees_of_mentors_are_listed_by_the_month_of_their_last_day(
    line: BudgetLine, pair: Mentorship, pptk: Account, signed_in: SignIn
) -> None:
    """In two months; of the earlier, which nobody has asked for, the list says that it waits."""
    today = clock.today()
    early = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    payment = propose(line, pptk, PaidContacts(pair.mentor, today.replace(day=1), today, 2))
    BudgetLine.objects.filter(pk=line.pk).update(account_code="5.1.02.02.01.0029")
    for day in (today, today, early):
        held = make_confirmed_contact(pair)
        Contact.objects.filter(pk=held.pk).update(held_on=day, minutes=50)
    make_contact(pair)  # that waits for an answer counts for nobody
    client, fees = signed_in(pptk), "/desk/diskominfo-malang/youtuber-tiktok/belanja/honor-pendamping/"
    page = client.get(fees)
    (listed,) = page.context["listing"].page
    assert (listed, listed.confirmed, listed.minutes) == (payment, 2, 100)
    assert page.context["unasked"] == [("Maya Pendamping", 1, "0 jam 50 menit")]
    now, before = (f"?sejak={day:%Y-%m}-01&sampai={day:%Y-%m}-01" for day in (today, early))
    assert client.get(fees + now).context["unasked"] == []
    assert list(client.get(fees + before).context["listing"].page) == []
    printed = PdfReader(io.BytesIO(client.get(f"{fees}pdf/{now}").content))
    text = " ".join(printed.pages[0].extract_text().split())
    assert [each for each in ("Maya", "2 kontak, 1 jam 40 menit", "2 kontak × 150.000") if each not in text] == []
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{fees}{now}&format=xlsx").content)).active
    assert [row[3:8] for row in sheet.iter_rows(min_row=2, values_only=True)] == [(2, 2, 100, 150_000, 300_000)]


def test_who_has_no_part_in_paying_reads_no_list_of_fees(line: BudgetLine, signed_in: SignIn) -> None:
    officer = signed_in(make_account("Dewi Pengelola", Role.OFFICER, line.budget.programme.organisation))
    desk = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"
    answers = [
        officer.get(f"{desk}{address}").status_code for address in ("honor-pendamping/", "honor-pendamping/pdf/")
    ]
    assert answers == [403, 403]
    assert "honor-pendamping" not in officer.get(desk).content.decode()


def test_a_paid_mentor_is_told_what_was_asked_without_an_account_of_the_payee(
    line: BudgetLine, pair: Mentorship, pptk: Account, verifier: Account
) -> None:
    """And whoever is paid instead later what was asked for them alone, each time once."""
    make_confirmed_contact(pair, days_ago=3)
    mentor, office = pair.mentor, line.budget.programme.organisation
    payment = propose(line, pptk, contacts(mentor, 1))
    assert payment.payee.account is None
    assert asked_of(mentor.account) == ["Honor pendampingan"]
    actions.return_payment(payment, reason="Bukan dia.", by=verifier.actor, at=clock.now())
    own = make_account("Nanik Uji", Role.TRAINER, office)
    payee = make_payee(office, "Nanik Uji", kind=PayeeKind.NON_EMPLOYEE, account=own)
    actions.amend_payment(payment, asked(line, 200_000, payee=payee), by=pptk.actor, at=clock.now())
    assert asked_of(own) == ["Konsumsi sesi pertama"]
    other = make_payee(office, "Tono Uji", kind=PayeeKind.NON_EMPLOYEE)
    actions.return_payment(payment, reason="Bukan dia.", by=verifier.actor, at=clock.now())
    actions.amend_payment(payment, asked(line, 200_000, payee=other), by=pptk.actor, at=clock.now())
    assert asked_of(own) == ["Konsumsi sesi pertama"], "it was asked for them then"


def asked_of(account: Account) -> list[str]:
    rows = [row for held in HELD if held.model is PaymentAsked for row in held.tell(account)]
    return [str(value) for row in rows for name, _label, value in row if name == "description"]
