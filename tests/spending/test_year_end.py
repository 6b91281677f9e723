"""After the last day of the year's payments nothing leads to one: not a button, not a letter, not the act itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core import mail
from django.test import Client

from factories.funding import make_adopted_line, make_draft
from factories.spending import approve, asked, attach, make_commitment, make_payment, verify
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.funding.deadlines import Deadlines
from sanggar.funding.models import BudgetLine, ListKind, ReferenceEntry, ReferenceList
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions, letters
from sanggar.spending.models import Payment
from sanggar.spending.states import PaymentState

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
DESK = "/desk/diskominfo-malang/youtuber-tiktok/"
BEFORE, ON_THE_DAY, AFTER = (datetime(2026, 12, day, 3, tzinfo=UTC) for day in (3, 18, 19))


@dataclass(frozen=True)
class Desk:
    """One payment in every state in which money may still be on its way."""

    line: BudgetLine
    proposed: Payment
    verified: Payment
    approved: Payment
    returned: Payment

    @property
    def unapproved(self) -> tuple[Payment, ...]:
        return (self.proposed, self.verified, self.returned)


@pytest.fixture
def desk(
    programme: Programme, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> Iterator[Desk]:
    """The city pays until 18 December; all that follows is on the day after."""
    Programme.objects.filter(pk=programme.pk).update(fiscal_year=2026)
    programme.refresh_from_db()
    city_pays_until(18, date(2026, 12, 1))
    assert {each.is_active for each in (budget_authority, treasurer)} == {True}, "they had their rights before"
    with time_machine.travel(BEFORE):
        line = make_adopted_line(programme)
        proposed, verified, approved, returned = (make_payment(line, pptk, 1_000) for _number in range(4))
        attach(proposed, pptk)
        for payment in (verified, approved):
            verify(payment, verifier)
        approve(approved)
        actions.return_payment(returned, reason="Kurang jelas.", by=verifier.actor, at=clock.now())
    with time_machine.travel(AFTER):
        yield Desk(line, proposed, verified, approved, returned)


def city_pays_until(day: int, since: date) -> None:
    told = {"version": f"Edaran {since}", "valid_from": since, "legal_basis": f"SE uji {since.year}"}
    made = ReferenceList.objects.create(kind=ListKind.AUDIT, imported_at=clock.now(), **told)
    for number, (rule, count) in enumerate((("bayar-terakhir", day), ("ingat-akhir-tahun", 30))):
        data = {"aturan": rule, "cacah": count}
        ReferenceEntry.objects.create(list=made, position=number, code=rule, name=rule, data=data)


def test_no_step_towards_a_payment_is_taken_after_the_last_day(
    desk: Desk, pptk: Account, verifier: Account, treasurer: Account, budget_authority: Account
) -> None:
    steps: list[Callable[[], object]] = [
        lambda: make_payment(desk.line, pptk, 1_000),
        lambda: make_commitment(desk.line, pptk, 1_000),
        lambda: actions.amend_payment(desk.returned, asked(desk.line, 1_000), by=pptk.actor, at=clock.now()),
        lambda: actions.verify_payment(desk.proposed, by=verifier.actor, at=clock.now()),
        lambda: approve(desk.verified, budget_authority),
        lambda: actions.return_payment(desk.approved, reason="Keliru.", by=treasurer.actor, at=clock.now()),
    ]
    for step in steps:
        with pytest.raises(actions.PaymentsEnded, match=r"18 Desember 2026 [(]SE uji 2026[)]"):
            step()
    assert Payment.objects.count() == 4
    with time_machine.travel(ON_THE_DAY):
        actions.verify_payment(desk.proposed, by=verifier.actor, at=clock.now())
    assert desk.proposed.state == PaymentState.VERIFIED


def test_what_was_approved_is_noted_or_refused_and_the_rest_cancelled(
    desk: Desk, pptk: Account, treasurer: Account, verifier: Account
) -> None:
    for payment in desk.unapproved:
        actions.cancel_payment(payment, reason="Tahun berakhir.", by=pptk.actor, at=clock.now())
    actions.pay(desk.approved, proof_number="T-1", paid_on=date(2026, 12, 18), by=treasurer.actor, at=clock.now())
    desk.line.refresh_from_db()
    assert (desk.line.committed, desk.line.paid) == (0, 1_000)


@time_machine.travel(datetime(2027, 1, 4, 3, tzinfo=UTC))
def test_only_a_budget_document_signed_within_the_year_is_still_adopted(
    desk: Desk, programme: Programme, budget_authority: Account, signed_in: SignIn
) -> None:
    shift = make_draft(programme)
    page = f"{DESK}anggaran/versi/{shift.pk}/sahkan/"
    browser = signed_in(budget_authority)
    opened = browser.get(page)
    assert "Tahun anggaran 2026 berakhir 31 Desember 2026." in opened.content.decode()
    assert opened.context["form"]["dated"].value() is None
    told = {"number": "900/1", "approver": "PPKD", "once": opened.context["form"]["once"].value()}
    refused = browser.post(page, told | {"dated": "2027-01-02"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["dated"])
    assert browser.post(page, told | {"dated": "2026-12-30"}).status_code == 302
    shift.refresh_from_db()
    assert (shift.state, shift.dated) == ("adopted", date(2026, 12, 30))


def test_orders_that_still_set_money_aside_are_to_be_ended(
    desk: Desk, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    with time_machine.travel(ON_THE_DAY):
        standing = make_commitment(desk.line, pptk, 2_000)
        drawn = make_commitment(desk.line, pptk, 1_000, "027/2/SPK")
        make_payment(desk.line, pptk, 1_000, commitment=drawn)
        assert not [each for each in _waiting(pptk, programme) if "komitmen" in each.text]
    (todo,) = [each for each in _waiting(pptk, programme) if "komitmen" in each.text]
    assert (todo.text, "18 Desember 2026 (SE uji 2026)" in todo.note) == ("Akhiri 1 komitmen", True)
    assert list(signed_in(pptk).get(todo.link).context["listing"].page) == [standing]
    actions.finish_commitment(standing, reason="Tahun berakhir.", by=pptk.actor, at=clock.now())
    assert not [each for each in _waiting(pptk, programme) if "komitmen" in each.text]


def _waiting(account: Account, programme: Programme) -> list[Todo]:
    return todos_of(account, Figures(programme, clock.now()))


def test_pages_offer_what_may_still_be_done_and_say_why_no_more(
    desk: Desk,
    pptk: Account,
    verifier: Account,
    budget_authority: Account,
    treasurer: Account,
    signed_in: SignIn,
) -> None:
    def offered(account: Account, payment: Payment) -> list[str]:
        return [act.label for act in signed_in(account).get(page_of(payment)).context["acts"]]

    assert [offered(pptk, each) for each in desk.unapproved] == [["Batalkan"]] * 3
    assert offered(verifier, desk.proposed) == ["Tolak"]
    assert offered(budget_authority, desk.verified) == ["Tolak"]
    assert offered(treasurer, desk.approved) == ["Catat pembayaran", "Tolak"]
    browser = signed_in(pptk)
    over = "berakhir 18 Desember 2026 (SE uji 2026)"
    for payment in (*desk.unapproved, desk.approved):
        assert over in browser.get(page_of(payment)).content.decode()
    page = signed_in(treasurer).get(page_of(desk.approved, "bayar/"))
    assert (over in page.content.decode(), page.context["form"]["paid_on"].value()) == (True, None)
    told = "paling lambat 18 Desember 2026 (SE uji 2026)"
    for page in (f"{DESK}belanja/ajukan/", f"{DESK}belanja/komitmen/catat/", page_of(desk.returned, "perbaiki/")):
        shown = browser.get(page).content.decode()
        assert (told in shown, 'name="once"' in shown) == (True, False)
    assert "Ajukan pembayaran" not in browser.get(f"{DESK}belanja/").content.decode()
    assert told in signed_in(verifier).get(page_of(desk.proposed, "verifikasi/")).content.decode()


def page_of(payment: Payment, step: str = "") -> str:
    return f"{DESK}belanja/{payment.pk}/{step}"


def test_the_desks_ask_nobody_for_what_can_not_be_done(
    desk: Desk, programme: Programme, pptk: Account, verifier: Account, budget_authority: Account, treasurer: Account
) -> None:
    def told(account: Account) -> list[str]:
        return [todo.text for todo in _waiting(account, programme)]

    hands = (pptk, verifier, budget_authority, treasurer)
    after = [told(each) for each in hands]
    assert after == [["Batalkan 3 pembayaran"], [], [], ["Catat pembayaran yang sudah keluar (1)"]]
    with time_machine.travel(ON_THE_DAY):
        assert [told(each) for each in hands] == [
            ["Selesaikan 4 pembayaran", "Perbaiki 1 pembayaran"],
            ["Verifikasi 1 pembayaran"],
            ["Setujui 1 pembayaran"],
            ["Selesaikan 4 pembayaran", "Bayar 1 tagihan"],
        ]


def test_letters_ask_for_no_step_that_the_year_has_ended(
    desk: Desk, pptk: Account, verifier: Account, treasurer: Account
) -> None:
    """A step of the last evening whose letter the worker sends after midnight."""
    for payment in (desk.proposed, desk.verified, desk.approved):
        letters.tell_who_is_next.func(payment.pk)
    letters.tell_requester.func(desk.returned.pk)
    assert [(letter.to, "tidak dapat diajukan lagi" in str(letter.body)) for letter in mail.outbox] == [
        ([treasurer.email], False),
        ([pptk.email], True),
    ]


def test_the_next_year_s_list_leaves_the_last_day_of_this_year_as_it_was(desk: Desk) -> None:
    city_pays_until(29, date(2027, 1, 1))
    found = Deadlines(date(2027, 2, 1))
    assert [str(each and each.on) for each in (found.passed(2026), found.last_payment(2027))] == [
        "2026-12-18",
        "2027-12-29",
    ]
