"""Many hands at once, on the real database: the line holds, and one verifier wins."""

from collections.abc import Callable

import pytest

from factories.funding import make_adopted_line
from factories.people import make_account, make_office
from factories.planning import make_programme
from factories.races import race
from factories.spending import approve, attach, make_payment
from sanggar.foundation import clock
from sanggar.people.models import Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment

pytestmark = pytest.mark.django_db(transaction=True)
RACERS = 32


@pytest.fixture
def race_office() -> Organisation:
    return make_office()


@pytest.fixture
def race_programme(race_office: Organisation) -> Programme:
    return make_programme(race_office)


def test_32_payments_race_for_the_last_rupiah(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    outcomes = race([lambda: make_payment(line, pptk, 1)] * RACERS)
    line.refresh_from_db()
    assert outcomes == {"done": 1, "line_exhausted": RACERS - 1}
    assert (line.committed, line.left, Payment.objects.count()) == (1, 0, 1)


def test_32_payments_race_for_a_line_that_holds_ten(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=1_000)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    outcomes = race([lambda: make_payment(line, pptk, 100)] * RACERS)
    line.refresh_from_db()
    assert outcomes == {"done": 10, "line_exhausted": RACERS - 10}
    assert (line.committed, Payment.objects.count()) == (1_000, 10)


def test_of_verifiers_who_click_at_once_one_wins(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme)
    payment = make_payment(line, make_account("Putra PPTK", Role.PPTK, race_office))
    verifiers = [make_account(f"Verifikator {n}", Role.PPK_SKPD, race_office) for n in range(4)]
    attach(payment, verifiers[0])

    def verify_as(n: int) -> Callable[[], object]:
        return lambda: actions.verify_payment(Payment.objects.get(pk=payment.pk), by=verifiers[n].actor, at=clock.now())

    assert race([verify_as(n) for n in range(4)]) == {"done": 1, "payment_moved": 3}
    assert payment.events.filter(to_state="verified").count() == 1


def test_a_payment_is_either_paid_or_cancelled_never_both(race_office: Organisation, race_programme: Programme) -> None:
    line = make_adopted_line(race_programme, amount=100)
    pptk = make_account("Putra PPTK", Role.PPTK, race_office)
    verifier = make_account("Vina Verifikator", Role.PPK_SKPD, race_office)
    treasurer = make_account("Bayu Bendahara", Role.TREASURER, race_office)
    payment = make_payment(line, pptk, 100)
    attach(payment, pptk)
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    approve(payment)

    def fresh() -> Payment:
        return Payment.objects.get(pk=payment.pk)

    outcomes = race(
        [
            lambda: actions.pay(
                fresh(), proof_number="SP2D-1", paid_on=clock.today(), by=treasurer.actor, at=clock.now()
            ),
            lambda: actions.cancel_payment(fresh(), reason="Batal.", by=pptk.actor, at=clock.now()),
        ]
    )
    line.refresh_from_db()
    assert outcomes == {"done": 1, "payment_moved": 1}
    assert (line.committed, line.paid + line.left) == (0, 100)
