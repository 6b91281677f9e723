"""The desk's front page: what waits in each programme, asked for all of them at once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.evaluation import make_finisher, make_rule
from factories.funding import make_adopted_line
from factories.mentoring import make_mentor, make_pair
from factories.merit import make_review_call, review, tasks_on
from factories.people import make_account
from factories.planning import make_meeting, make_programme
from factories.publication import make_work
from factories.selection import make_frozen_draw
from factories.spending import approve, attach, make_payment, pay, verify
from factories.training import make_cohort_of, make_enrolment
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending.waiting import MoneyWaiting, money_waiting

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


def test_payments_are_counted_by_whom_they_wait_for(
    programme: Programme, office: Organisation, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    line = make_adopted_line(programme)
    make_payment(line, pptk, 1_000)
    attach(make_payment(line, pptk, 1_000), pptk)
    for go_on in (lambda p: p, approve, lambda p: pay(p, treasurer)):
        go_on(verify(make_payment(line, pptk, 1_000), verifier))
    make_payment(make_adopted_line(make_programme(office, "lain")), pptk, 1_000)
    found = money_waiting(Programme.objects.filter(pk=programme.pk))
    waiting = MoneyWaiting(
        proposed=2, verified=1, approved=1, paid=1, without_evidence=1, incomplete=1, oldest=clock.today()
    )
    assert found == {programme.pk: waiting}


DESKS = (Role.OFFICER, Role.BUDGET_AUTHORITY, Role.INSPECTOR, Role.TREASURER, Role.PPK_SKPD, Role.PPTK)


def test_further_programmes_cost_nobodys_front_page_a_query_and_each_is_told_as_by_itself(
    programme: Programme, office: Organisation, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    """With money on its way, a call being reviewed, a frozen lottery, pairs, works and complete people in each."""
    readers = {role: make_account(f"Pembaca {role}", role, office) for role in DESKS}
    desks = {role: signed_in(reader) for role, reader in readers.items()}

    def asked(role: Role) -> int:
        with CaptureQueriesContext(connection) as asked:
            told[role] = desks[role].get("/desk/").context["programmes"]
        return len(asked)

    told: dict[Role, list[tuple[Programme, object, int]]] = {}
    found = []
    for number in (1, 3):
        while (made := Programme.objects.filter(budget__isnull=False).count()) < number:
            fill(make_programme(office, f"lain-{made}") if made else programme, pptk, verifier)
        desks[Role.OFFICER].get("/desk/")
        found.append({role: asked(role) for role in DESKS})
    assert found[0] == found[1]
    for role, reader in readers.items():
        alone = {each: todos_of(reader, Figures(each, clock.now())) for each in Programme.objects.all()}
        assert {each: count for each, _seats, count in told[role]} == {each: len(alone[each]) for each in alone}
    lines = todos_of(readers[Role.OFFICER], Figures(programme, clock.now()))
    assert {each.text for each in lines} >= WAITING
    late = next(each.note for each in lines if each.text.endswith("belum mengisi titik awal"))
    assert late == "Sebaiknya sebelum sesi pertama; bila sudah lewat, secepatnya"  # true of a stage that has begun too


def test_of_many_programmes_those_that_wait_come_first_and_the_rest_is_paged_and_found(
    programme: Programme, office: Organisation, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    told = {"organisation": office, "fiscal_year": 2026, "created_at": clock.now()}
    Programme.objects.bulk_create(Programme(slug=f"p-{n}", name=f"Program {n:02}", **told) for n in range(30))
    attach(make_payment(make_adopted_line(Programme.objects.get(slug="p-29")), pptk, 1_000), pptk)
    browser = signed_in(verifier)

    def shown(address: str) -> list[str]:
        return [each.name for each, _seats, _todos in browser.get(f"/desk/{address}").context["programmes"]]

    assert (len(shown("")), shown("")[0], len(shown("?page=2"))) == (24, "Program 29", 7)
    assert (shown("?perlu=ya"), shown("?q=program+07"), shown("?q=tidak")) == (["Program 29"], ["Program 07"], [])
    assert "Menampilkan 1–24 dari 31" in browser.get("/desk/").content.decode()
    assert browser.get("/desk/?format=csv&perlu=ya").content.decode("utf-8-sig").splitlines()[1].endswith("2026,1")


WAITING = {
    "Panggil penilai ketiga: 1 lamaran",
    "Lanjutkan seleksi",
    "2 peserta belum mengisi titik awal",
    "1 peserta terlambat dihubungi",
    "Alihkan 1 peserta",
    "Periksa 1 karya",
    "Terbitkan 1 sertifikat",
}


def fill(programme: Programme, pptk: Account, verifier: Account) -> None:
    line = make_adopted_line(programme)
    attach(make_payment(line, pptk, 1_000), pptk)
    verify(make_payment(line, pptk, 1_000), verifier)
    one, other = tasks_on(
        make_review_call(programme, people=2, reviewers=2, slug=f"nilai-{programme.pk}").applications.all()[0]
    )
    review(one, 4, 4)
    review(other, 0, 0)
    make_frozen_draw(programme, people=3, seats=1, slug=f"undi-{programme.pk}")
    make_rule(programme)
    cohort = make_cohort_of(programme)
    enrolment = make_finisher(cohort)
    make_work(enrolment, f"https://youtu.be/lain{programme.pk:07}")
    mentor = make_mentor(programme, f"Pendamping {programme.pk}")
    make_pair(make_enrolment(cohort), mentor, days_ago=60)
    Account.objects.filter(pk=mentor.account_id).update(is_active=False)
    make_meeting(cohort, in_days=5)
