"""Fees and transport money that do not say what they pay for, or pay for what few may be paid for."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from sanggar.cores.costing import Spending
from sanggar.spending.findings.case import Case, Claim, grouped
from sanggar.spending.findings.rule import Found, Rule


def _of_kind(case: Case, kind: Spending) -> Iterator[Claim]:
    """By what the tax table of the day says that an account pays for."""
    for claim in case.claims:
        if case.book.tax_table(claim.on).kind_of(claim.payment.line.account_code) == kind:
            yield claim


def _is_of_team(case: Case, claim: Claim) -> bool:
    """By the accounts that the day's list names for it."""
    return any(each.is_about(claim.payment.line.account_code) for each in case.thresholds("honor-tim", claim.on))


def _nothing_named(case: Case) -> Iterator[Found]:
    """A team is paid for its decree, which has a rule of its own."""
    for claim in _of_kind(case, Spending.HONORARIUM):
        payment = claim.payment
        if payment.meeting_id is None and payment.contacts_paid is None and not _is_of_team(case, claim):
            yield Found({"amount_rp": payment.amount}, payment=payment.pk)


def _team(case: Case) -> Iterator[Found]:
    """Who signed the decree is kept nowhere, so each is asked to be explained."""
    for claim in case.claims:
        if _is_of_team(case, claim):
            yield Found({"amount_rp": claim.payment.amount}, payment=claim.payment.pk)


def _too_many_members(case: Case) -> Iterator[Found]:
    """All that is asked for in one month for the roles of one row counts together, told on the last of it."""
    named = [
        (each, claim)
        for claim in case.claims
        for each in case.thresholds("anggota-tim", claim.on)
        if claim.tariff and claim.tariff.role in each.roles
    ]
    for same in grouped(named, lambda row: (row[0].name, row[1].on.replace(day=1))).values():
        (most, last), payments = same[-1], [claim.payment for _row, claim in same]
        number = sum(payment.people or 1 for payment in payments)
        if number > most.count:
            others = tuple(payment.pk for payment in payments[:-1])
            yield Found({"number": number, "most": most.count}, payment=last.payment.pk, others=others)


def _transport_twice(case: Case) -> Iterator[Found]:
    """Told on the last of what one payee gets for one meeting, a list of several people counting as one payee."""
    claims = [claim for claim in _of_kind(case, Spending.ALLOWANCE) if claim.payment.meeting_id]
    for same in grouped(claims, lambda claim: (claim.payment.meeting_id, claim.payment.payee_id)).values():
        *before, last = same
        if before:
            figures = {"number": len(same), "amount_rp": sum(claim.payment.amount for claim in same)}
            yield Found(figures, payment=last.payment.pk, others=tuple(claim.payment.pk for claim in before))


def _meals_beside_package(case: Case) -> Iterator[Found]:
    """Where both name the meeting; told on what is paid for the meals. A package of catering is not beside itself."""
    claims = [claim for claim in case.claims if claim.payment.meeting_id]
    packages = grouped([each for each in claims if _is_package(case, each)], lambda each: each.payment.meeting_id)
    for claim in _of_kind(case, Spending.CATERING):
        payment = claim.payment
        if not _is_package(case, claim) and (same := packages.get(payment.meeting_id)):
            yield Found({"amount_rp": payment.amount}, payment=payment.pk, others=tuple(p.payment.pk for p in same))


def _is_package(case: Case, claim: Claim) -> bool:
    return any(each.is_about(claim.payment.line.account_code) for each in case.thresholds("konsumsi-paket", claim.on))


RULES = (
    Rule(
        "honor-tanpa-kegiatan",
        _("Honor tanpa sesi atau kontak"),
        _("Honor menyebut sesi atau kontak pendampingan yang dibayarnya, supaya dapat dibandingkan."),
        _("%(amount_rp)s dibayar tanpa menyebut sesi atau kontak."),
        _("Pembayaran harus sesuai dengan jasa yang diterima (PP 12/2019); temuan BPK di Kepulauan Riau."),
        _nothing_named,
    ),
    Rule(
        "honor-tim",
        _("Honor tim pelaksana"),
        _(
            "Honor tim hanya untuk tim yang ditetapkan kepala daerah (bila melibatkan instansi lain) atau sekretaris "
            "daerah (bila lintas perangkat daerah)."
        ),
        _("%(amount_rp)s dibayar sebagai honor tim. Jelaskan nomor keputusannya dan siapa yang menandatanganinya."),
        _("Perpres 33/2020, Lampiran I; temuan BPK di Kabupaten Bima (Rp1,69 miliar)."),
        _team,
    ),
    Rule(
        "anggota-tim",
        _("Anggota tim melebihi batas"),
        _("Banyaknya anggota yang dibayar dalam satu bulan paling banyak menurut daftar aturan audit hari itu."),
        _("Untuk %(number)s orang dalam satu bulan; paling banyak %(most)s."),
        _("Perpres 33/2020, Lampiran I; batas yang mengikat di Perwali SHS/SBU."),
        _too_many_members,
    ),
    Rule(
        "transpor-ganda",
        _("Uang transpor atau uang harian ganda"),
        _("Yang sudah menerima uang harian tidak menerima uang transpor lokal lagi untuk sesi yang sama."),
        _("%(number)s pembayaran, seluruhnya %(amount_rp)s, untuk penerima dan sesi yang sama."),
        _("Perpres 33/2020, Lampiran I; temuan BPK di Ogan Komering Ilir."),
        _transport_twice,
    ),
    Rule(
        "konsumsi-paket",
        _("Konsumsi di samping paket rapat"),
        _("Paket rapat (fullday, fullboard) sudah termasuk makan; konsumsi sesi yang sama tidak dibayar lagi."),
        _("%(amount_rp)s untuk konsumsi sesi yang juga dibayar sebagai paket rapat."),
        _("Perpres 33/2020, Lampiran I; temuan BPK di Ogan Komering Ilir."),
        _meals_beside_package,
    ),
)
