"""Pages of money say what stands at this moment: no finding that is gone, nothing paid that was only asked for."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from factories.funding import make_adopted_line
from factories.planning import make_cohort, make_meeting, make_stage
from factories.spending import attach, make_commitment, make_payee, make_payment, verify
from sanggar.foundation import clock
from sanggar.funding.models import BudgetLine
from sanggar.people.models import Account
from sanggar.planning.models import Meeting, Programme
from sanggar.spending import actions
from sanggar.spending.models import Finding, Payment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=20_000_000)


@pytest.fixture
def meeting(programme: Programme) -> Meeting:
    """Two hours, a week ago."""
    held = make_meeting(make_cohort(make_stage(programme)), in_days=-7)
    return lasting(held, 2)


@pytest.fixture
def fee(line: BudgetLine, programme: Programme, meeting: Meeting, pptk: Account) -> Payment:
    """For five hours of them, asked for and found."""
    payee = make_payee(programme.organisation, "Raka Narasumber")
    payment = make_payment(line, pptk, 900_000, payee=payee, meeting=meeting, hours=5, description="Honor sesi")
    attach(payment, pptk)
    actions.review_findings(programme, at=clock.now())
    return payment


def lasting(meeting: Meeting, hours: int) -> Meeting:
    Meeting.objects.filter(pk=meeting.pk).update(ends_at=meeting.starts_at + timedelta(hours=hours))
    return Meeting.objects.get(pk=meeting.pk)


@pytest.mark.parametrize("page", ["", "verifikasi/"])
def test_a_finding_that_has_no_cause_any_more_is_gone_from_the_page_at_once(
    page: str, fee: Payment, meeting: Meeting, verifier: Account, signed_in: SignIn
) -> None:
    browser, here = signed_in(verifier), f"{SPENDING}{fee.pk}/{page}"
    assert "Untuk 300 menit; sesinya berlangsung 120 menit." in browser.get(here).content.decode()
    lasting(meeting, 4)
    assert "Untuk 300 menit; sesinya berlangsung 240 menit." in browser.get(here).content.decode()
    lasting(meeting, 5)
    assert "300 menit" not in browser.get(here).content.decode()
    assert Finding.objects.filter(rule="jam-lebih", state="open").exists()  # the review in the background comes later


def test_an_explanation_is_of_the_figures_of_now(
    fee: Payment, meeting: Meeting, verifier: Account, signed_in: SignIn
) -> None:
    finding = Finding.objects.get(rule="jam-lebih")
    Finding.objects.filter(pk=finding.pk).update(
        state="settled", settled_at=clock.now(), settled_by=verifier, explanation="Dilanjutkan daring."
    )
    browser, here = signed_in(verifier), f"{SPENDING}{fee.pk}/"
    assert "Dilanjutkan daring." in browser.get(here).content.decode()
    lasting(meeting, 3)
    assert "Dilanjutkan daring." not in browser.get(here).content.decode()


def test_nothing_that_was_only_asked_for_is_called_paid(fee: Payment, verifier: Account, signed_in: SignIn) -> None:
    page = signed_in(verifier).get(f"{SPENDING}{fee.pk}/verifikasi/").content.decode()
    assert "Jam diajukan" in page
    assert "Dibayar 300" not in page
    assert "Jam dibayar" not in page


def test_the_number_of_a_payment_order_is_not_called_optional(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    payment = verify(make_payment(line, pptk), verifier)
    page = signed_in(budget_authority).get(f"{SPENDING}{payment.pk}/setujui/").content.decode()
    assert "Harus diisi untuk LS." in page
    assert "opsional" not in page


def test_the_trail_of_a_commitment_leads_through_spending(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    order, browser = make_commitment(line, pptk), signed_in(pptk)
    for page in (f"komitmen/{order.pk}/", f"komitmen/{order.pk}/selesai/", "komitmen/catat/"):
        trail = browser.get(f"{SPENDING}{page}").content.decode().partition('class="crumbs"')[2].partition("</nav>")[0]
        assert f'<a href="{SPENDING}">Belanja</a>' in trail
        assert f'<a href="{SPENDING}komitmen/">Komitmen</a>' in trail
