"""What the city's own system says was spent, laid beside what was paid here."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from factories.funding import make_adopted_line
from factories.spending import approve, make_payment, verify
from sanggar.foundation import clock
from sanggar.foundation.headings import guessed_headings
from sanggar.foundation.sheets import read_sheet
from sanggar.funding.models import BudgetLine
from sanggar.funding.queries import sub_activities_of
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment, StatementEntry, StatementMatch
from sanggar.spending.statement_matching import Paid, Row, matches
from sanggar.spending.statement_queries import payments_to_choose, payments_untold, reconciliation_of
from sanggar.spending.statement_rows import WORDS, Fate, plan_of

SignIn = Callable[[Account], Client]
HERE = "/desk/diskominfo-malang/youtuber-tiktok/belanja/sipd/"
CODE = "5.1.02.01.01.0052"
FEES = "5.1.02.02.01.0003"
HEADS = "Nomor SP2D;Tanggal SP2D;Kode Rekening;Uraian;Nilai Realisasi"
COLUMNS = {
    "number": "Nomor SP2D",
    "dated": "Tanggal SP2D",
    "account_code": "Kode Rekening",
    "description": "Uraian",
    "amount": "Nilai Realisasi",
}


# --- which payments a row stands for
def paid(key: int, amount: int, code: str = CODE, number: str = "1") -> Paid:
    return Paid(key, frozenset({number}), code, amount)


def row(key: int, amount: int, code: str = CODE, number: str = "1") -> Row:
    return Row(key, frozenset({number}), code, amount)


@pytest.mark.parametrize(
    ("rows", "payments", "found"),
    [
        ([row(1, 100)], [paid(7, 100)], {1: {7: 100}}),
        ([row(1, 100)], [paid(7, 100, number="2")], {}),
        ([row(1, 100)], [paid(7, 99)], {}),
        ([row(1, 100)], [paid(7, 60), paid(8, 40)], {1: {7: 60, 8: 40}}),
        ([row(1, 100)], [paid(7, 60), paid(8, 40, code=FEES)], {1: {7: 60, 8: 40}}),
        ([row(1, 100), row(2, 100)], [paid(7, 100)], {1: {7: 100}}),
        ([row(1, 100), row(2, 40)], [paid(7, 40), paid(8, 100)], {1: {8: 100}, 2: {7: 40}}),
        ([row(1, 100), row(2, 50)], [paid(7, 50), paid(8, 60), paid(9, 40)], {1: {8: 60, 9: 40}, 2: {7: 50}}),
        ([row(1, 60), row(2, 40)], [paid(7, 100)], {1: {7: 60}, 2: {7: 40}}),
        ([row(1, 60), row(2, 40), row(3, 9)], [paid(7, 100), paid(8, 9)], {1: {7: 60}, 2: {7: 40}, 3: {8: 9}}),
        ([row(1, 70), row(2, 50)], [paid(7, 40), paid(8, 80)], {1: {7: 40, 8: 30}, 2: {8: 50}}),
        ([row(1, 150), row(2, -50)], [paid(7, 100)], {1: {7: 150}, 2: {7: -50}}),
        ([row(1, -50), row(2, 150)], [paid(7, 60), paid(8, 40)], {1: {8: -50}, 2: {7: 60, 8: 90}}),
        ([row(1, 100), row(2, -50)], [paid(7, 100)], {1: {7: 100}}),
        ([row(1, 60), row(2, 40, code=FEES)], [paid(7, 100)], {1: {7: 60}, 2: {7: 40}}),
        ([row(1, 60), row(2, 30)], [paid(7, 100)], {}),
    ],
)
def test_rows_stand_for_the_payments_of_their_number_that_come_to_their_amount(
    rows: list[Row], payments: list[Paid], found: dict[int, dict[int, int]]
) -> None:
    assert matches(rows, payments) == found
    for key, parts in found.items():
        assert sum(parts.values()) == next(each.amount for each in rows if each.key == key)


# --- the list comes in
@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, 9_000_000)


@pytest.fixture
def spent(line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account) -> list[Payment]:
    """Two, under SP2D 11 and 12."""
    made = []
    for number, amount in (("SP2D/11", 1_500_000), ("SP2D/12", 2_000_000)):
        payment = approve(verify(make_payment(line, pptk, amount), verifier))
        actions.pay(payment, proof_number=number, paid_on=clock.today(), by=treasurer.actor, at=clock.now())
        made.append(payment)
    return made


def listed(*rows: str) -> bytes:
    return "\n".join([HEADS, *rows]).encode()


def take_in(programme: Programme, by: Account, *rows: str) -> None:
    told: dict[str, Any] = {"by": by.actor, "at": clock.now()}
    run = actions.keep_statement(programme, name="sipd.csv", content=listed(*rows), **told)
    actions.map_statement(run, columns=COLUMNS)
    actions.import_statement(run, **told)


FIRST = f"sp2d / 11;02/11/2026;{CODE};Konsumsi;1.500.000"
STRANGE = f"SP2D/99;03/11/2026;{CODE};Belanja lain;700000"


@pytest.mark.django_db
def test_rows_find_their_payments_and_what_is_left_on_both_sides_is_told(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    take_in(programme, treasurer, FIRST, STRANGE)
    found = reconciliation_of(programme)
    assert (found.told, found.paid, found.matched, found.unexplained, found.payments_untold) == (
        *(2_200_000, 3_500_000),
        *(1, 1, 1),
    )
    assert StatementEntry.objects.get(matches__payment=spent[0]).amount == 1_500_000


@pytest.mark.django_db
def test_the_same_list_again_changes_nothing(programme: Programme, spent: list[Payment], treasurer: Account) -> None:
    take_in(programme, treasurer, FIRST, STRANGE)
    before = list(StatementEntry.objects.values())
    with pytest.raises(actions.StatementNothingNew):
        take_in(programme, treasurer, FIRST, STRANGE)
    assert (list(StatementEntry.objects.values()), len(spent)) == (before, 2)


@pytest.mark.django_db
def test_an_amount_that_changed_there_is_matched_anew(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    take_in(programme, treasurer, FIRST)
    take_in(programme, treasurer, FIRST.replace("1.500.000", "1.400.000"))
    entry = StatementEntry.objects.get()
    assert (entry.amount, entry.matches.count(), len(spent)) == (1_400_000, 0, 2)
    take_in(programme, treasurer, FIRST)
    assert StatementEntry.objects.get().matches.get().payment == spent[0]


@pytest.mark.django_db
def test_importing_moves_no_money(programme: Programme, spent: list[Payment], treasurer: Account) -> None:
    def figures() -> list[Any]:
        return [*BudgetLine.objects.values_list("committed", "paid"), *Payment.objects.values_list("pk", "state")]

    before = figures()
    take_in(programme, treasurer, FIRST, STRANGE)
    assert (figures(), len(spent)) == (before, 2)


HALVES = (f"SP2D/11;02/11/2026;{CODE};Konsumsi;1.600.000", f"SP2D/11;09/11/2026;{CODE};Konsumsi;(100.000)")


@pytest.mark.django_db
def test_a_correction_below_zero_stands_beside_its_row_and_comes_in_once(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    take_in(programme, treasurer, HALVES[0])
    assert reconciliation_of(programme).matched == 0
    take_in(programme, treasurer, *HALVES)
    parts = StatementMatch.objects.filter(payment=spent[0]).order_by("part").values_list("part", flat=True)
    assert (list(parts), reconciliation_of(programme).matched) == ([-100_000, 1_600_000], 2)
    with pytest.raises(actions.StatementNothingNew):
        take_in(programme, treasurer, *reversed(HALVES))


@pytest.mark.django_db
def test_titles_sums_and_other_sub_activities_are_left_out_and_told(programme: Programme, line: BudgetLine) -> None:
    own, code = line.budget.sub_activity_code, f"{CODE} Belanja Makanan"
    rows = (
        f";;{own};{CODE};Belanja Makanan;1.500.000",
        f"1;02/11/2026;{own} Kemitraan Komunikasi;{code};Konsumsi;1.500.000",
        f"2;02/11/2026;2.16.02.2.01.0099;{CODE};Kegiatan lain;700.000",
        f"3;02/11/2026;;{CODE};Tanpa sub kegiatan;5.000",
        "Total;;;;;2.200.000",
    )
    heads = "Nomor SP2D;Tanggal SP2D;Kode Sub Kegiatan;Kode Rekening;Uraian;Nilai Realisasi"
    sheet = read_sheet("\n".join([heads, *rows]).encode())
    columns = guessed_headings(sheet.headings, WORDS, {})
    found = plan_of(sheet, columns, [], sub_activities_of(programme))
    assert [row.fate for row in found] == [Fate.TOTAL, Fate.NEW, Fate.ELSEWHERE, Fate.WRONG, Fate.TOTAL]
    assert (found[1].values["account_code"], found[1].values["amount"]) == (CODE, 1_500_000)


@pytest.mark.django_db
def test_an_amount_without_a_number_that_is_nobody_s_sum_is_asked_for(programme: Programme) -> None:
    rows = (f"1;02/11/2026;;{CODE};Konsumsi;1.500.000", f";;;{CODE};Narasumber, SP2D yang sama;700.000")
    heads = "Nomor SP2D;Tanggal SP2D;Nomor SPM;Kode Rekening;Uraian;Nilai Realisasi"
    sheet = read_sheet("\n".join([heads, *rows]).encode())
    found = plan_of(sheet, guessed_headings(sheet.headings, WORDS, {}), [], sub_activities_of(programme))
    assert [row.fate for row in found] == [Fate.NEW, Fate.WRONG]


@pytest.mark.django_db
def test_rows_that_differ_in_their_spm_alone_are_refused_before_the_database_does(programme: Programme) -> None:
    rows = (f"1;02/11/2026;SPM/1;{CODE};Konsumsi;1.500.000", f"1;02/11/2026;;{CODE};Konsumsi;1.500.000")
    heads = "Nomor SP2D;Tanggal SP2D;Nomor SPM;Kode Rekening;Uraian;Nilai Realisasi"
    sheet = read_sheet("\n".join([heads, *rows]).encode())
    found = plan_of(sheet, guessed_headings(sheet.headings, WORDS, {}), [], sub_activities_of(programme))
    assert [row.fate for row in found] == [Fate.NEW, Fate.WRONG]


@pytest.mark.django_db
def test_when_one_of_the_rows_of_a_payment_changes_all_of_them_are_matched_anew(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    take_in(programme, treasurer, *HALVES)
    assert StatementMatch.objects.count() == 2
    take_in(programme, treasurer, HALVES[0].replace("1.600.000", "1.500.000"))
    assert StatementMatch.objects.filter(part__lt=0).count() == 0
    assert [match.part for match in StatementMatch.objects.filter(payment=spent[0])] == [1_500_000]


@pytest.mark.django_db
def test_rows_alike_in_all_are_refused_and_rows_that_differ_in_amount_are_two(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    with pytest.raises(actions.StatementHasErrors):
        take_in(programme, treasurer, FIRST, FIRST)
    split = [FIRST.replace("1.500.000", each) for each in ("1.000.000", "500.000")]
    take_in(programme, treasurer, *split)
    assert (StatementEntry.objects.count(), reconciliation_of(programme).matched) == (2, 2)
    assert payments_untold(programme).get() == spent[1]


# --- what is left is settled
@pytest.mark.django_db
def test_a_payment_that_is_told_in_part_waits_for_the_row_of_its_rest(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    told: dict[str, Any] = {"by": treasurer.actor, "at": clock.now()}
    take_in(programme, treasurer, STRANGE, STRANGE.replace("700000", "800000"), STRANGE.replace("700000", "-5"))
    larger, smaller, correction = StatementEntry.objects.order_by("-amount")
    actions.settle_entry(smaller, payments=[spent[0]], explanation="", **told)
    assert payments_untold(programme).get(pk=spent[0].pk).untold == 800_000  # type: ignore[attr-defined]
    assert {each.untold for each in payments_to_choose(larger)} == {800_000, 2_000_000}  # type: ignore[attr-defined]
    actions.settle_entry(larger, payments=[spent[0]], explanation="", **told)
    assert payments_untold(programme).get() == spent[1]
    assert not payments_to_choose(correction)
    with pytest.raises(actions.CorrectionWithPayments):
        actions.settle_entry(correction, payments=[spent[1]], explanation="Setor kembali.", **told)
    actions.settle_entry(correction, payments=[], explanation="Setor kembali.", **told)
    assert reconciliation_of(programme).unexplained == 0


@pytest.mark.django_db
def test_what_came_back_within_the_year_is_taken_off_in_both_books(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    told: dict[str, Any] = {"by": treasurer.actor, "at": clock.now()}
    back = {"amount": 400_000, "dated": clock.today(), "number": "STS/1", "reason": "Kelebihan bayar."}
    actions.note_repayment(spent[1], **back, **told)
    second, contra = FIRST.replace("11", "12").replace("1.500.000", "2000000"), STRANGE.replace("700000", "-400000")
    take_in(programme, treasurer, FIRST.replace("2/11/2026", "2/12/2026"), second, contra)
    found = reconciliation_of(programme)
    assert (found.told, found.paid, found.difference, found.payments_untold) == (3_100_000, 3_100_000, 0, 0)


@pytest.mark.django_db
def test_an_explained_difference_settles_both_sides(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    take_in(programme, treasurer, STRANGE)
    entry = StatementEntry.objects.get()
    told = {"explanation": "SIPD salah ketik; dibetulkan triwulan depan.", "by": treasurer.actor, "at": clock.now()}
    actions.settle_entry(entry, payments=[spent[0]], **told)
    assert (payments_untold(programme).get(), entry.matches.get().part) == (spent[1], 1_500_000)


@pytest.mark.django_db
def test_a_row_is_settled_by_payments_that_come_to_it_or_by_an_explanation(
    programme: Programme, spent: list[Payment], treasurer: Account
) -> None:
    told: dict[str, Any] = {"by": treasurer.actor, "at": clock.now()}
    take_in(programme, treasurer, STRANGE)
    entry = StatementEntry.objects.get()
    with pytest.raises(actions.ExplanationMissing):
        actions.settle_entry(entry, payments=spent, explanation="", **told)
    assert not entry.matches.exists()
    actions.settle_entry(entry, payments=[], explanation="Dicatat pada program lain.", **told)
    assert (reconciliation_of(programme).unexplained, reconciliation_of(programme).payments_untold) == (0, 2)


@pytest.mark.django_db
def test_no_payment_answers_to_two_rows(programme: Programme, spent: list[Payment], treasurer: Account) -> None:
    take_in(programme, treasurer, FIRST, STRANGE)
    strange = StatementEntry.objects.get(number="SP2D/99")
    with pytest.raises(actions.PaymentAnswersElsewhere):
        actions.settle_entry(strange, payments=[spent[0]], explanation="Keliru.", by=treasurer.actor, at=clock.now())


# --- in the browser
WRONG = (";kemarin;5.1.02;Tanpa nomor;150,000,000", f"X;1/11/2026;{CODE};;0")
WHAT_IS_WRONG = (
    "Nomor SP2D: Kosong",
    "Tanggal SP2D:",
    "Kode rekening tidak terbaca",
    "Pisahkan ribuan dengan titik",
    "Nilainya nol",
)


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


@pytest.mark.django_db
def test_all_errors_are_told_at_once_and_nothing_is_taken_over(
    programme: Programme, treasurer: Account, signed_in: SignIn
) -> None:
    keeper = signed_in(treasurer)
    file = SimpleUploadedFile("sipd.csv", listed(FIRST, *WRONG))
    columns = keeper.post(f"{HERE}masukkan/", {"file": file} | once())["Location"]
    preview = keeper.post(columns, COLUMNS | once())["Location"]
    html = keeper.get(preview).content.decode()
    assert [told for told in WHAT_IS_WRONG if told not in html] == []
    assert keeper.post(preview, once()).status_code == 422
    assert not StatementEntry.objects.exists()


@pytest.mark.django_db
def test_a_list_is_taken_in_matched_and_settled_in_the_browser(
    programme: Programme, spent: list[Payment], treasurer: Account, inspector: Account, signed_in: SignIn
) -> None:
    keeper, reader = signed_in(treasurer), signed_in(inspector)
    file = SimpleUploadedFile("sipd.csv", listed(FIRST, STRANGE))
    columns = keeper.post(f"{HERE}masukkan/", {"file": file} | once())["Location"]
    assert 'value="Nilai Realisasi" selected' in keeper.get(columns).content.decode()
    preview = keeper.post(columns, COLUMNS | once())["Location"]
    assert keeper.post(preview, once())["Location"] == HERE
    html = reader.get(HERE).content.decode()
    assert ("1 baris SIPD belum ada pembayarannya" in html, "1 pembayaran belum ada di SIPD" in html) == (True, True)
    strange = StatementEntry.objects.get(number="SP2D/99")
    settle = f"{HERE}baris/{strange.pk}/"
    assert "Jelaskan selisihnya" in keeper.post(settle, once()).content.decode()
    assert keeper.post(settle, {"explanation": "Salah kegiatan di SIPD."} | once())["Location"] == HERE
    assert "Salah kegiatan di SIPD." in reader.get(f"{HERE}?keadaan=dijelaskan").content.decode()
    files = [reader.get(f"{HERE}?keadaan={each}&format=csv").content for each in ("cocok", "terbuka")]
    assert [file.count(b"\n") for file in files] == [2, 1]
    assert "SP2D/12" in reader.get(f"{HERE}pembayaran/").content.decode()
    assert (reader.get(settle).status_code, reader.post(f"{HERE}masukkan/", {}).status_code) == (403, 403)
    assert len(spent) == 2
