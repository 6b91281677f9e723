"""Payments in the browser: three people, evidence, and who sees which button."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from factories.funding import make_adopted_line, make_budget, make_line
from factories.mentoring import make_mentor
from factories.people import make_account
from factories.planning import make_cohort, make_meeting, make_programme, make_stage
from factories.spending import as_read, asked, attach, make_commitment, make_file, make_payee, make_payment, verify
from sanggar.foundation import clock
from sanggar.foundation.models import AuditEntry
from sanggar.foundation.ui.picker import MOST
from sanggar.funding.models import BudgetLine
from sanggar.people.actions import give_grant
from sanggar.people.models import Account, Organisation, Role
from sanggar.planning.models import Programme
from sanggar.spending import actions
from sanggar.spending.models import Payment

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
SPENDING = "/desk/diskominfo-malang/youtuber-tiktok/belanja/"
STEPS = ["perbaiki", "verifikasi", "setujui", "bayar", "spj", "kembalikan", "tolak", "batalkan"]


@pytest.fixture
def line(programme: Programme) -> BudgetLine:
    return make_adopted_line(programme, amount=5_000_000)


def once() -> dict[str, str]:
    return {"once": str(uuid.uuid4())}


def proposal(line: BudgetLine, amount: str = "1,5 juta") -> dict[str, str]:
    payee = make_payee(line.budget.programme.organisation)
    given = {"line": str(line.pk), "amount": amount, "payee": str(payee.pk), "description": "Konsumsi sesi 1"}
    return given | {"mode": "GU"} | once()


def test_a_payment_goes_from_hand_to_hand_in_the_browser(
    line: BudgetLine,
    pptk: Account,
    verifier: Account,
    budget_authority: Account,
    treasurer: Account,
    signed_in: SignIn,
) -> None:
    proposer = signed_in(pptk)
    response = proposer.post(f"{SPENDING}ajukan/", proposal(line))
    payment = Payment.objects.get()
    here = f"{SPENDING}{payment.pk}/"
    assert (response["Location"], payment.amount) == (here, 1_500_000)
    evidence = {"kind": "kuitansi", "file": make_file()} | once()
    assert "kuitansi.pdf" in proposer.post(f"{here}bukti/", evidence, follow=True).content.decode()
    for hand, step in ((verifier, "verifikasi/"), (budget_authority, "setujui/")):
        client = signed_in(hand)
        client.post(f"{here}{step}", as_read(client, f"{here}{step}"))
    payer, pay_here = signed_in(treasurer), f"{here}bayar/"
    paid = {"proof_number": "SP2D-0042", "paid_on": clock.today().isoformat()} | as_read(payer, pay_here)
    page = payer.post(pay_here, paid, follow=True)
    shown = page.content.decode()
    for word in ("Dibayar", "SP2D-0042", "Putra PPTK", "Vina Verifikator", "Bayu Bendahara"):
        assert word in shown
    line.refresh_from_db()
    assert (line.committed, line.paid) == (0, 1_500_000)


def test_of_hundreds_of_mentors_and_sessions_a_few_are_offered_and_the_rest_is_found(
    line: BudgetLine, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    mentors = [make_mentor(programme, f"Pendamping {number:02}") for number in range(MOST + 1)]
    last = mentors[-1]
    client, asked = signed_in(pptk), {"untuk": "pendampingan"}

    def offered(page: str) -> list[str]:
        return re.findall(r'<option value="(\d+)"', page.partition('name="mentor"')[2].partition("</select>")[0])

    page = client.get(f"{SPENDING}ajukan/?untuk=pendampingan").content.decode()
    assert re.search(r">\s*Penerima\s*</label>", page)  # not "(opsional)": without an order it must be chosen
    assert (len(offered(page)), str(last.pk) in offered(page), "Cari pendamping" in page) == (MOST, False, True)
    found = client.get(f"{SPENDING}ajukan/", {"cari-pendamping": last.account.name, "rincian": line.pk} | asked)
    page = found.content.decode()
    assert (offered(page), f'name="rincian" value="{line.pk}"' in page) == ([str(last.pk)], True)
    paid = {"mentor": last.pk, "contacts_paid": 1, "contacts_from": "2026-01-01", "contacts_until": "2026-01-31"}
    assert client.post(f"{SPENDING}ajukan/", proposal(line) | paid).status_code == 302
    assert Payment.objects.get().mentor == last


ALWAYS = ["commitment", "line", "payee", "description"]


@pytest.mark.parametrize(
    ("kind", "own"),
    [
        ("honor", ["meeting", "hours", "tariff", "people"]),
        ("pendampingan", ["mentor", "contacts_paid", "contacts_from", "contacts_until", "tariff", "people"]),
        ("konsumsi", ["meeting", "portions"]),
        ("belanja", ["meeting"]),
    ],
)
def test_the_form_asks_what_its_kind_of_spending_needs(
    kind: str, own: list[str], line: BudgetLine, pptk: Account, signed_in: SignIn
) -> None:
    client = signed_in(pptk)
    links = re.findall(
        r'href="(\?[^"]*untuk=[a-z]+)"', client.get(f"{SPENDING}ajukan/?rincian={line.pk}").content.decode()
    )
    assert f"?rincian={line.pk}&amp;untuk={kind}" in links
    answer = client.get(f"{SPENDING}ajukan/?rincian={line.pk}&untuk={kind}")
    groups = answer.context["form"].groups
    assert [field.name for _heading, fields in groups for field in fields] == [*ALWAYS, *own, "amount", "mode"]
    assert [f">{heading}</h2>" in answer.content.decode() for heading, _fields in groups] == [True] * 3
    wrong = client.post(f"{SPENDING}ajukan/?untuk={kind}", proposal(line, "1,5") | {"hours": 7, "portions": 7})
    assert (wrong.status_code, "#id_amount" in wrong.content.decode()) == (422, True)


def test_an_amendment_opens_with_the_questions_it_has_answers_to(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    meeting = make_meeting(make_cohort(make_stage(line.budget.programme)))
    payment = make_payment(line, pptk, 1_000, meeting=meeting, portions=50)
    actions.return_payment(payment, reason="Kurang jelas.", by=verifier.actor, at=clock.now())
    form = signed_in(pptk).get(f"{SPENDING}{payment.pk}/perbaiki/").context["form"]
    assert (form.kind.code, form["portions"].value()) == ("konsumsi", 50)


def test_an_exhausted_line_is_told_in_plain_words(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    make_payment(line, pptk, 4_500_000)
    response = signed_in(pptk).post(f"{SPENDING}ajukan/", proposal(line, "500.001"))
    page = response.content.decode()
    assert response.status_code == 422
    assert "Rincian ini tinggal Rp500.000; yang diajukan Rp500.001." in page
    assert 'value="500.001"' in page
    assert "(tinggal Rp500.000)" in page


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"amount": "1.500,5"}, "Jumlah harus rupiah bulat"),
        ({"amount": "0"}, "Jumlah paling sedikit Rp1."),
        ({"line": "999999"}, "Pilih salah satu yang tertera."),
        ({"payee": ""}, "Pilih penerimanya."),
        ({"mode": ""}, "“Cara bayar” belum dipilih."),
    ],
)
def test_a_proposal_that_can_not_be_is_told_and_kept(
    answer: dict[str, str], told: str, line: BudgetLine, pptk: Account, signed_in: SignIn
) -> None:
    response = signed_in(pptk).post(f"{SPENDING}ajukan/", proposal(line) | answer)
    page = response.content.decode()
    assert response.status_code == 422
    assert told in page
    assert 'value="Konsumsi sesi 1"' in page
    assert Payment.objects.count() == 0


def test_a_double_click_proposes_once(line: BudgetLine, pptk: Account, signed_in: SignIn) -> None:
    browser, form = signed_in(pptk), proposal(line)
    addresses = [browser.post(f"{SPENDING}ajukan/", form)["Location"] for _click in range(2)]
    assert addresses == [f"{SPENDING}{Payment.objects.get().pk}/", SPENDING]


def test_a_line_of_another_programme_can_not_be_chosen(
    line: BudgetLine, programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    foreign = make_adopted_line(make_programme(programme.organisation, "lain"))
    assert signed_in(pptk).post(f"{SPENDING}ajukan/", proposal(foreign)).status_code == 422


def test_refusing_tells_why_and_gives_the_money_back(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    here = f"{SPENDING}{payment.pk}/"
    browser = signed_in(verifier)
    read = as_read(browser, f"{here}tolak/")
    assert browser.post(f"{here}tolak/", {"reason": " "} | read).status_code == 422
    browser.post(f"{here}tolak/", {"reason": "Nota tidak terbaca."} | read)
    assert "Nota tidak terbaca." in signed_in(pptk).get(here).content.decode()
    line.refresh_from_db()
    assert line.left == 5_000_000


def test_verifying_without_evidence_is_told_on_the_page(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    browser, verify_here = signed_in(verifier), f"{SPENDING}{payment.pk}/verifikasi/"
    response = browser.post(verify_here, as_read(browser, verify_here))
    assert response.status_code == 422
    assert "Pembayaran tanpa bukti tidak dapat diverifikasi." in response.content.decode()


def test_who_comes_second_is_told_what_happened(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account, signed_in: SignIn
) -> None:
    payment = verify(make_payment(line, pptk), verifier)
    actions.cancel_payment(payment, reason="Batal.", by=pptk.actor, at=clock.now())
    browser, pay_here = signed_in(treasurer), f"{SPENDING}{payment.pk}/bayar/"
    answer = {"proof_number": "SP2D-1", "paid_on": clock.today().isoformat()} | as_read(browser, pay_here)
    response = browser.post(pay_here, answer)
    assert response.status_code == 422
    assert "sudah berstatus “Dibatalkan”" in response.content.decode()


def test_one_person_with_two_roles_still_takes_one_step(
    line: BudgetLine, pptk: Account, office: Organisation, administrator: Account, signed_in: SignIn
) -> None:
    give_grant(pptk, Role.PPK_SKPD, organisation=office, by=administrator.actor, at=clock.now())
    payment = make_payment(line, pptk)
    attach(payment, pptk)
    browser, here = signed_in(pptk), f"{SPENDING}{payment.pk}/"
    page = browser.get(here).content.decode()
    assert "Langkah berikutnya bukan untuk Anda" in page
    assert f"{here}verifikasi/" not in page
    response = browser.post(f"{here}verifikasi/", as_read(browser, f"{here}verifikasi/"))
    assert "Satu orang hanya boleh mengambil satu langkah" in response.content.decode()
    payment.refresh_from_db()
    assert payment.state == "proposed"


@pytest.mark.parametrize(
    ("role", "state", "buttons"),
    [
        (Role.PPK_SKPD, "proposed", ["verifikasi", "kembalikan", "tolak"]),
        (Role.PPK_SKPD, "verified", []),
        (Role.TREASURER, "proposed", []),
        (Role.TREASURER, "verified", []),
        (Role.PPTK, "verified", ["batalkan"]),
        (Role.INSPECTOR, "proposed", []),
        (Role.OFFICER, "proposed", []),
        (Role.BUDGET_AUTHORITY, "proposed", []),
        (Role.BUDGET_AUTHORITY, "verified", ["setujui", "kembalikan", "tolak"]),
    ],
)
def test_everyone_sees_the_acts_that_are_theirs_now(
    role: Role,
    state: str,
    buttons: list[str],
    line: BudgetLine,
    pptk: Account,
    verifier: Account,
    office: Organisation,
    signed_in: SignIn,
) -> None:
    payment = make_payment(line, pptk)
    if state == "verified":
        verify(payment, verifier)
    page = signed_in(make_account("Siapa Saja", role, office)).get(f"{SPENDING}{payment.pk}/").content.decode()
    assert [step for step in STEPS if f"{SPENDING}{payment.pk}/{step}/" in page] == buttons


# --- the list -------------------------------------------------------------------------------------------------------
def test_the_list_is_filtered_by_state_and_line(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    proposed = make_payment(line, pptk, 100)
    verified = verify(make_payment(line, pptk, 200), verifier)

    def shown(query: str) -> list[Payment]:
        page = signed_in(pptk).get(f"{SPENDING}?{query}").content.decode()
        return [payment for payment in (proposed, verified) if f'{SPENDING}{payment.pk}/"' in page]

    assert shown("keadaan=verified") == [verified]
    assert shown(f"rincian={line.pk}") == [proposed, verified]
    assert shown("q=tidak+ada") == []


def test_a_budget_that_is_not_adopted_offers_no_proposal(
    programme: Programme, pptk: Account, signed_in: SignIn
) -> None:
    make_line(make_budget(programme))
    browser = signed_in(pptk)
    page = browser.get(SPENDING).content.decode()
    assert "Belum dapat dibelanjakan" in page
    assert f"{SPENDING}ajukan/" not in page
    assert BudgetLine.objects.count() == 0  # nothing that a payment could name


# --- who may --------------------------------------------------------------------------------------------------------
PAYEES = {"penerima/daftarkan/", "penerima/{r}/ubah/"}
COMMITMENTS = {"komitmen/catat/", "komitmen/{c}/selesai/", "komitmen/{c}/batalkan/"}
EVIDENCE = {"{p}/bukti/", "bukti/{e}/cabut/"}
TAXES = {"{p}/pajak/", "{p}/pajak/hitung/", "pajak/{t}/"}
BACK = {"{p}/kembalikan/", "{p}/tolak/"}
MAY = {
    Role.PPTK: {
        *("ajukan/", "{p}/perbaiki/", "{p}/batalkan/", "{p}/dokumen/", "dokumen/{d}/batalkan/"),
        *(EVIDENCE | PAYEES | COMMITMENTS | TAXES),
    },
    Role.PPK_SKPD: {"{p}/verifikasi/", "{p}/spj/", *(BACK | TAXES)},
    Role.BUDGET_AUTHORITY: {"{p}/setujui/", "{p}/dokumen/", *BACK},
    Role.TREASURER: {"{p}/bayar/", "{p}/dokumen/", *(BACK | EVIDENCE | PAYEES | TAXES)},
    Role.OFFICER: set(),
    Role.INSPECTOR: set(),
    Role.ADMINISTRATOR: set(),
}
WRITE = sorted(set().union(*MAY.values()))


def ids_of(line: BudgetLine, pptk: Account) -> dict[str, int]:
    """One of everything that an address can name."""
    payment, now = make_payment(line, pptk), {"by": pptk.actor, "at": clock.now()}
    paper = {"kind": "npd", "number": "NPD-1", "dated": clock.today()}
    tax = {"kind": "pph4_2", "base": 1_000_000, "amount": 20_000, "reason": "Menurut petugas."}
    return {
        "p": payment.pk,
        "e": attach(payment, pptk).pk,
        "r": payment.payee_id,
        "c": make_commitment(line, pptk).pk,
        "d": actions.note_document(payment, **paper, **now).pk,
        "t": actions.add_tax(payment, **tax, **now).pk,
    }


@pytest.mark.parametrize("role", MAY)
def test_everyone_at_the_desk_reads_and_each_role_writes_its_own(
    role: Role, line: BudgetLine, pptk: Account, office: Organisation, signed_in: SignIn
) -> None:
    ids = ids_of(line, pptk)
    browser = signed_in(make_account("Siapa Saja", role, office))
    reads = ["", "{p}/", "komitmen/", "komitmen/{c}/", "penerima/", "penerima/{r}/"]
    assert {browser.get(SPENDING + page.format(**ids)).status_code for page in reads} == {200}
    evidence = SPENDING + "bukti/{e}/".format(**ids)
    opens = role not in (Role.OFFICER, Role.ADMINISTRATOR)  # cards and bank books lie among it
    page = browser.get(SPENDING + "{p}/".format(**ids)).content.decode()
    assert (browser.get(evidence).status_code == 200, f'"{evidence}"' in page) == (opens, opens)
    allowed = {page for page in WRITE if browser.get(SPENDING + page.format(**ids)).status_code == 200}
    before = AuditEntry.objects.count()
    refused = {page for page in WRITE if browser.post(SPENDING + page.format(**ids)).status_code == 403}
    assert (allowed, refused) == (MAY[role], set(WRITE) - MAY[role])
    assert AuditEntry.objects.count() == before


def test_another_office_finds_nothing(line: BudgetLine, pptk: Account, stranger: Account, signed_in: SignIn) -> None:
    ids = ids_of(line, pptk)
    browser = signed_in(stranger)
    reads = ["", "{p}/", "bukti/{e}/", "komitmen/", "komitmen/{c}/", "penerima/", "penerima/{r}/"]
    addresses = [SPENDING + page.format(**ids) for page in (*reads, *WRITE)]
    assert {browser.get(address).status_code for address in addresses} == {404}
    assert {browser.post(address, once()).status_code for address in addresses} == {404}


def test_payments_of_another_programme_are_not_found(
    line: BudgetLine, programme: Programme, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    foreign = make_payment(make_adopted_line(make_programme(programme.organisation, "lain")), pptk)
    assert signed_in(verifier).get(f"{SPENDING}{foreign.pk}/").status_code == 404
    assert signed_in(verifier).post(f"{SPENDING}{foreign.pk}/verifikasi/", once()).status_code == 404


def test_what_was_amended_meanwhile_is_not_approved_by_a_page_that_showed_less(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    """It is verified again, so the state alone would not tell."""
    payment, browser = verify(make_payment(line, pptk, 1_000_000), verifier), signed_in(budget_authority)
    address = f"{SPENDING}{payment.pk}/setujui/"
    seen = browser.get(address).context["form"]["seen"].value()
    actions.return_payment(payment, reason="Kurang.", by=budget_authority.actor, at=clock.now())
    actions.amend_payment(payment, asked(line, 2_000_000), by=pptk.actor, at=clock.now())
    actions.verify_payment(payment, by=verifier.actor, at=clock.now())
    answer = browser.post(address, once() | {"seen": seen})
    payment.refresh_from_db()
    told = "sudah berubah sejak halaman ini dibuka" in answer.content.decode()
    assert (answer.status_code, told, payment.state) == (422, True, "verified")
    seen = browser.get(address).context["form"]["seen"].value()
    assert browser.post(address, once() | {"seen": seen}).status_code == 302


def test_what_is_verified_are_the_taxes_and_files_that_the_page_showed(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    payment, browser = make_payment(line, pptk), signed_in(verifier)
    attach(payment, pptk)
    address = f"{SPENDING}{payment.pk}/verifikasi/"
    seen = browser.get(address).context["form"]["seen"].value()
    given = {"kind": "pph4_2", "base": 1_000_000, "amount": 20_000, "reason": "Jasa."}
    actions.add_tax(payment, **given, by=pptk.actor, at=clock.now())
    answer = browser.post(address, once() | {"seen": seen})
    assert answer.status_code == 422
    again = answer.context["form"]["seen"].value()  # of the page as it stands there now
    attach(payment, pptk, b"%PDF-1.7 lain")
    assert browser.post(address, once() | {"seen": again}).status_code == 422
    seen = browser.get(address).context["form"]["seen"].value()
    assert browser.post(address, once() | {"seen": seen}).status_code == 302


def test_who_approves_sees_each_tax_and_who_set_it_in_place_of_the_rule(
    line: BudgetLine, pptk: Account, verifier: Account, budget_authority: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    tax = actions.add_tax(
        payment, kind="pph4_2", base=1_000_000, amount=20_000, reason="Jasa.", by=pptk.actor, at=clock.now()
    )
    actions.override_tax(tax, amount=0, reason="Punya SKB.", by=pptk.actor, at=clock.now())
    verify(payment, verifier)
    page = signed_in(budget_authority).get(f"{SPENDING}{payment.pk}/setujui/").content.decode()
    assert ("Punya SKB." in page, f"Ditetapkan {pptk.name}" in page) == (True, True)


def test_a_step_that_can_not_be_taken_says_so_before_it_asks_anything(
    line: BudgetLine, pptk: Account, verifier: Account, treasurer: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    here, held = f"{SPENDING}{payment.pk}/", "Langkah ini belum dapat diambil"
    pages = {"verifikasi": (verifier, "Belum ada bukti yang dilampirkan"), "bayar": (treasurer, "berstatus “Diajukan”")}
    for step, (who, why) in pages.items():
        page = signed_in(who).get(f"{here}{step}/").content.decode()
        assert (held in page, why in page, "<form class=" in page.split("<h1")[1]) == (True, True, False)
    attach(payment, pptk)
    assert held not in signed_in(verifier).get(f"{here}verifikasi/").content.decode()


def test_a_refused_payment_asks_for_nothing_more(
    line: BudgetLine, pptk: Account, verifier: Account, signed_in: SignIn
) -> None:
    payment = make_payment(line, pptk)
    actions.refuse_payment(payment, reason="Harga keliru.", by=verifier.actor, at=clock.now())
    page = signed_in(pptk).get(f"{SPENDING}{payment.pk}/").content.decode()
    assert "Ditolak. Uangnya sudah kembali ke rincian; ajukan yang baru bila masih perlu." in page
    assert [words for words in ("tidak dapat diverifikasi", "Lampirkan bukti") if words in page] == []
