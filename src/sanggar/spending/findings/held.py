"""What is paid for, beside what took place: hours, portions, contacts, and who is said to have been there."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sanggar.planning.models import Meeting
from sanggar.spending.findings.case import Case, Claim, grouped
from sanggar.spending.findings.rule import Found, Rule


def minutes_of(meeting: Meeting, at: datetime) -> int:
    """0 where it was called off, or is not over."""
    if meeting.cancelled_at or meeting.ends_at > at:
        return 0
    return int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60


def _of_meetings(case: Case, what: str) -> list[Claim]:
    """Of those that were called off nothing is counted: `_called_off` finds each."""
    return [claim for claim in case.claims if _stands(claim.payment.meeting) and getattr(claim.payment, what)]


def _stands(meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.cancelled_at is None


def _called_off(case: Case) -> Iterator[Found]:
    for claim in case.claims:
        if claim.payment.meeting and claim.payment.meeting.cancelled_at:
            yield Found({"amount_rp": claim.payment.amount}, payment=claim.payment.pk)


def _hours_beyond(case: Case) -> Iterator[Found]:
    """All that one payee is paid for one meeting counts together; the finding stands on the last of it. It stands from
    the request on, so for a meeting to come until that was held: whoever decides is to know that nothing is owed yet.
    """
    claims = _of_meetings(case, "hours")
    for same in grouped(claims, lambda claim: (claim.payment.meeting_id, claim.payment.payee_id)).values():
        *before, last = same
        meeting = last.payment.meeting
        assert meeting is not None
        paid, held = sum(claim.minutes for claim in same), minutes_of(meeting, case.at)
        if paid > held:
            others = tuple(claim.payment.pk for claim in before)
            yield Found({"paid": paid, "held": held}, payment=last.payment.pk, others=others)


def _portions_beyond(case: Case) -> Iterator[Found]:
    """Asked only once the meeting is over: before, nobody can have been there."""
    for same in grouped(_of_meetings(case, "portions"), lambda claim: claim.payment.meeting_id).values():
        *before, last = same
        meeting = last.payment.meeting
        assert meeting is not None
        if meeting.ends_at > case.at:
            continue
        paid, present = sum(claim.payment.portions or 0 for claim in same), case.present.get(meeting.pk, 0)
        team = sum(each.count for each in case.thresholds("porsi-lebih", last.on))
        if paid > present + team:
            figures = {"paid": paid, "present": present, "team": team}
            yield Found(figures, payment=last.payment.pk, others=tuple(claim.payment.pk for claim in before))


def _contacts_beyond(case: Case) -> Iterator[Found]:
    for payment, paid, confirmed in case.beyond_contacts:
        yield Found({"paid": paid, "confirmed": confirmed}, payment=payment)


def _present_after_leaving(case: Case) -> Iterator[Found]:
    """On what is paid by heads: the portions of that meeting."""
    for claim in _of_meetings(case, "portions"):
        number = case.present_after_leaving.get(claim.payment.meeting_id or 0, 0)
        if number:
            yield Found({"number": number}, payment=claim.payment.pk)


UNHELD = ("jam-lebih", "sesi-batal")
"""What is not owed as long as it stands: no such payment is approved before somebody has explained it."""

RULES = (
    Rule(
        "jam-lebih",
        _("Jam melebihi jam terlaksana"),
        _(
            "Jam yang dibayar paling banyak selama sesi yang sudah berlangsung, menurut panjang satuan tarifnya "
            "(60 atau 45 menit)."
        ),
        _("Untuk %(paid)s menit; sesinya berlangsung %(held)s menit."),
        _("Temuan BPK di Kepulauan Riau: kelebihan jam narasumber Rp54 juta."),
        _hours_beyond,
    ),
    Rule(
        "sesi-batal",
        _("Sesi yang dibiayai dibatalkan"),
        _("Yang dibayar adalah sesi yang berlangsung."),
        _("%(amount_rp)s untuk sesi yang dibatalkan."),
        _("Pembayaran harus sesuai dengan jasa yang diterima (PP 12/2019)."),
        _called_off,
    ),
    Rule(
        "porsi-lebih",
        _("Porsi melebihi yang hadir"),
        _("Porsi yang dibayar paling banyak sejumlah yang tercatat hadir, ditambah tim dan narasumber."),
        _("Untuk %(paid)s porsi; hadir %(present)s peserta, untuk tim paling banyak %(team)s."),
        _("Daftar hadir adalah bukti konsumsi; temuan BPK yang lazim."),
        _portions_beyond,
    ),
    Rule(
        "kontak-lebih",
        _("Kontak melebihi yang dibenarkan"),
        _("Honor pendamping paling banyak untuk kontak yang dibenarkan peserta."),
        _("Untuk %(paid)s kontak, yang dibenarkan peserta %(confirmed)s."),
        _("Pembayaran harus sesuai dengan jasa yang diterima (PP 12/2019)."),
        _contacts_beyond,
    ),
    Rule(
        "hadir-mundur",
        _("Tercatat hadir setelah keluar"),
        _("Yang sudah mundur atau gugur tidak ikut dihitung sebagai hadir."),
        _("%(number)s orang tercatat hadir di sesi ini, padahal sudah keluar sebelumnya."),
        _("Temuan yang lazim: daftar hadir ditandatangani orang yang tidak ada."),
        _present_after_leaving,
    ),
)
