"""The desk's front page: what waits in each programme, asked for all of them at once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from factories.applications import make_call
from factories.funding import make_adopted_line
from factories.people import make_account
from factories.planning import make_programme
from factories.spending import approve, attach, make_payment, pay, verify
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
    waiting = MoneyWaiting(proposed=2, verified=1, approved=1, paid=1, without_evidence=1, incomplete=1)
    assert found == {programme.pk: waiting}


@pytest.mark.parametrize("role", [Role.TREASURER, Role.PPK_SKPD, Role.PPTK])
def test_further_programmes_cost_the_front_page_no_further_query(
    role: Role, programme: Programme, office: Organisation, pptk: Account, signed_in: SignIn
) -> None:
    reader = signed_in(make_account("Pembaca Uji", role, office))

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            html = reader.get("/desk/").content.decode()
        assert html.count('class="card stack"') == Programme.objects.count()
        return len(asked)

    attach(make_payment(make_adopted_line(programme), pptk, 1_000), pptk)
    make_call(programme)
    reader.get("/desk/")
    before = queries()
    for number in range(3):
        further = make_programme(office, f"lain-{number}")
        attach(make_payment(make_adopted_line(further), pptk, 1_000), pptk)
        make_call(further, slug=f"lain-{number}")
    assert queries() == before
