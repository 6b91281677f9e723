"""What waits for those who adopt, ask, verify, approve, pay and close."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation.dates import plain_date
from sanggar.funding.deadlines import Deadline


def budget_to_adopt(figures: Figures) -> Iterator[Todo]:
    """Not once the year's payments have ended: what was signed in time may still be entered, but is not waited for."""
    if figures.budget is None or _ended(figures):
        return
    ready = figures.gathered.drafts.get(figures.programme.pk, 0)
    if ready and not figures.budget.is_adopted:
        yield Todo(_("Sahkan anggaran"), figures.programme.name, link_to("funding:budget", figures))
    elif ready:
        text = ngettext("Periksa %(n)s rancangan anggaran", "Periksa %(n)s rancangan anggaran", ready) % {"n": ready}
        yield Todo(text, figures.programme.name, link_to("funding:budget", figures))


def payments_waiting_for_verification(figures: Figures) -> Iterator[Todo]:
    if (count := figures.money.proposed) and not _ended(figures):
        text = ngettext("Verifikasi %(n)s pembayaran", "Verifikasi %(n)s pembayaran", count) % {"n": count}
        yield Todo(text, figures.programme.name, link_to("spending:payments", figures, "?keadaan=proposed"))


def payments_waiting_for_approval(figures: Figures) -> Iterator[Todo]:
    if (count := figures.money.verified) and not _ended(figures):
        text = ngettext("Setujui %(n)s pembayaran", "Setujui %(n)s pembayaran", count) % {"n": count}
        yield Todo(text, figures.programme.name, link_to("spending:payments", figures, "?keadaan=verified"))


def payments_sent_back(figures: Figures) -> Iterator[Todo]:
    if (count := figures.money.returned) and not _ended(figures):
        text = ngettext("Perbaiki %(n)s pembayaran", "Perbaiki %(n)s pembayaran", count) % {"n": count}
        note = _("Dikembalikan dengan alasannya; uangnya tetap disisihkan")
        yield Todo(text, note, link_to("spending:payments", figures, "?keadaan=returned"))


def payments_waiting_for_closing(figures: Figures) -> Iterator[Todo]:
    """Those that are complete: the others wait for who attaches their evidence."""
    if count := figures.money.paid - figures.money.incomplete:
        text = ngettext("Tutup SPJ %(n)s pembayaran", "Tutup SPJ %(n)s pembayaran", count) % {"n": count}
        note = _("Sudah dibayar, buktinya lengkap")
        yield Todo(text, note, link_to("spending:payments", figures, "?keadaan=paid&spj=lengkap"))


def payments_paid_incomplete(figures: Figures) -> Iterator[Todo]:
    if count := figures.money.incomplete:
        text = ngettext("Lengkapi SPJ %(n)s pembayaran", "Lengkapi SPJ %(n)s pembayaran", count) % {"n": count}
        note = _("Sudah dibayar, tetapi buktinya belum lengkap")
        due = figures.money.oldest and figures.gathered.deadlines.accounts_due(figures.money.oldest)
        if due:
            words = _("Yang pertama paling lambat %(day)s (%(basis)s)")
            if figures.gathered.deadlines.today > due.on:
                words = _("Yang pertama harus lengkap %(day)s (%(basis)s) dan sudah lewat")
            note = words % {"day": plain_date(due.on), "basis": due.basis}
        yield Todo(text, note, link_to("spending:payments", figures, "?keadaan=paid&spj=kurang"))


def payments_before_the_year_ends(figures: Figures) -> Iterator[Todo]:
    """What is on its way when the fiscal year ends: a budget is paid in its own year."""
    last = _ending(figures)
    if (count := figures.money.unpaid) and last and not _ended(figures):
        text = ngettext("Selesaikan %(n)s pembayaran", "Selesaikan %(n)s pembayaran", count) % {"n": count}
        words = _("Dibayar paling lambat %(day)s (%(basis)s); sesudah itu uangnya menjadi SiLPA")
        note = words % {"day": plain_date(last.on), "basis": last.basis}
        yield Todo(text, note, link_to("spending:payments", figures, "?keadaan=berjalan"))


def payments_left_unpaid(figures: Figures) -> Iterator[Todo]:
    """What was not approved when the year's payments ended, for who asked. Approved money may have left the bank."""
    if (count := figures.money.unapproved) and (last := _ended(figures)):
        text = ngettext("Batalkan %(n)s pembayaran", "Batalkan %(n)s pembayaran", count) % {"n": count}
        words = _("Tidak terbayar sampai %(day)s (%(basis)s); anggarannya sudah berakhir")
        note = words % {"day": plain_date(last.on), "basis": last.basis}
        yield Todo(text, note, link_to("spending:payments", figures, "?keadaan=belum-disetujui"))


def commitments_left_open(figures: Figures) -> Iterator[Todo]:
    """What is still set aside by orders when nothing more can be asked for under them."""
    if (count := figures.money.ordered) and (last := _ended(figures)):
        text = ngettext("Akhiri %(n)s komitmen", "Akhiri %(n)s komitmen", count) % {"n": count}
        words = _("Sisanya tidak dapat diajukan lagi sejak %(day)s (%(basis)s), tetapi masih disisihkan dari rincian")
        note = words % {"day": plain_date(last.on), "basis": last.basis}
        yield Todo(text, note, link_to("spending:commitments", figures, "?keadaan=bersisa"))


def payments_waiting_for_money(figures: Figures) -> Iterator[Todo]:
    """Once the year's payments have ended, what is approved can only have left already."""
    if not (count := figures.money.approved):
        return
    text, note = ngettext("Bayar %(n)s tagihan", "Bayar %(n)s tagihan", count), figures.programme.name
    if last := _ended(figures):
        text = ngettext(
            "Catat pembayaran yang sudah keluar (%(n)s)", "Catat pembayaran yang sudah keluar (%(n)s)", count
        )
        words = _("Disetujui, tetapi sampai %(day)s (%(basis)s) belum tercatat dibayar; yang tidak keluar ditolak")
        note = words % {"day": plain_date(last.on), "basis": last.basis}
    yield Todo(text % {"n": count}, note, link_to("spending:payments", figures, "?keadaan=approved"))


def _ending(figures: Figures) -> Deadline | None:
    """The last day on which the programme's budget is paid, when it is time to remind of it or past it."""
    deadlines, year = figures.gathered.deadlines, figures.programme.fiscal_year
    return deadlines.last_payment(year) if deadlines.is_year_ending(year) else None


def _ended(figures: Figures) -> Deadline | None:
    """The same once it is over: nothing that was not approved by then can be paid."""
    return figures.gathered.deadlines.passed(figures.programme.fiscal_year)


def payments_lacking_evidence(figures: Figures) -> Iterator[Todo]:
    if (count := figures.money.without_evidence) and not _ended(figures):
        text = ngettext("Lengkapi bukti %(n)s pembayaran", "Lengkapi bukti %(n)s pembayaran", count) % {"n": count}
        yield Todo(text, _("Tanpa bukti, verifikator tidak dapat melanjutkan"), link_to("spending:payments", figures))


def findings_to_settle(figures: Figures) -> Iterator[Todo]:
    if count := figures.money.findings:
        text = ngettext("Jelaskan %(n)s temuan", "Jelaskan %(n)s temuan", count) % {"n": count}
        note = _("Yang janggal menurut aturan pemeriksaan; jelaskan, atau perbaiki sebabnya")
        yield Todo(text, note, link_to("spending:findings", figures, "?keadaan=open"))


def findings_to_mend(figures: Figures) -> Iterator[Todo]:
    if count := figures.money.findings:
        text = ngettext("Periksa %(n)s temuan", "Periksa %(n)s temuan", count) % {"n": count}
        note = _("Perbaiki sebabnya, atau siapkan penjelasannya bagi PPK-SKPD")
        yield Todo(text, note, link_to("spending:findings", figures, "?keadaan=open"))


OF_AUTHORITY = (budget_to_adopt, payments_waiting_for_approval, findings_to_settle)
OF_PPTK = (
    payments_before_the_year_ends,
    payments_left_unpaid,
    commitments_left_open,
    payments_sent_back,
    payments_lacking_evidence,
    payments_paid_incomplete,
    findings_to_mend,
)
OF_VERIFIER = (payments_waiting_for_verification, findings_to_settle, payments_waiting_for_closing)
OF_TREASURER = (payments_before_the_year_ends, payments_waiting_for_money, payments_paid_incomplete)
