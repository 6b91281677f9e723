"""The words of the pages about offers."""

from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sanggar.applications.models import ApplicationEvent, Call
from sanggar.planning.models import Programme, Stage
from sanggar.selection.models import Draw, Offer, OfferEvent, OfferState, OfferWithdrawal
from sanggar.selection.moments import when
from sanggar.selection.queries import OfferCounts, draws_of, links_shown, offer_counts, reserves_left

OFFER_TONES = {
    OfferState.OPEN: "now",
    OfferState.ACCEPTED: "good",
    OfferState.DECLINED: "idle",
    OfferState.EXPIRED: "warn",
    OfferState.WITHDRAWN: "bad",
    OfferState.NO_SHOW: "bad",
}


@dataclass(frozen=True, slots=True)
class StageLine:
    """How a stage that has been drawn stands: its seats, and who could still be asked."""

    stage: Stage
    counts: OfferCounts
    free: int
    left: int
    calling_link: str
    next_call: Call | None = None
    next_link: str = ""

    @property
    def is_exhausted(self) -> bool:
        return bool(self.free) and not self.left

    @property
    def used(self) -> int:
        return self.stage.seats - self.free


def stage_lines(programme: Programme) -> list[StageLine]:
    """The stages for which offers have been opened; `next_call` is one that gives the free seats already."""
    opened: dict[Stage, list[Draw]] = {}
    for draw in draws_of(programme).filter(offers_opened_at__isnull=False):
        opened.setdefault(draw.call.stage, []).append(draw)
    return [
        _stage_line(programme, stage, draws)
        for stage, draws in sorted(opened.items(), key=lambda item: item[0].ordinal)
    ]


def _stage_line(programme: Programme, stage: Stage, draws: list[Draw]) -> StageLine:
    place = (programme.organisation.slug, programme.slug)
    coming = Call.objects.filter(stage=stage, draw__offers_opened_at=None).order_by("-created_at", "-pk").first()
    page = "selection:draw" if coming and coming.frozen_at else "applications:call"
    return StageLine(
        stage,
        offer_counts(stage),
        stage.seats_free,
        sum(map(reserves_left, draws)),
        reverse("selection:calling", args=[*place, stage.ordinal]),
        coming,
        reverse(page, args=[*place, coming.slug]) if coming else "",
    )


def offer_facts(offer: Offer) -> list[tuple[str, Any]]:
    application = offer.application
    return [
        (_("Nomor lamaran"), application.receipt),
        (_("Jalur"), application.track.name),
        (_("Hasil seleksi"), offer.entry.get_outcome_display()),
        (_("Tahap"), offer.stage.name),
        (_("Ditawarkan"), when(offer.offered_at)),
        (_("Batas waktu"), when(offer.deadline)),
        *([(_("Menunggu kelas sejak"), when(offer.class_wanted_at))] if offer.class_wanted_at else []),
        (_("Surat"), when(offer.letter_at) if offer.letter_at else _letter_text(offer)),
    ]


def offer_timeline(offer: Offer) -> list[dict[str, Any]]:
    """The latest first. That the office saw the link by which a person answers stands there, and beside the answer."""
    shown = links_shown(offer)
    changes = [
        {
            "at": event.at,
            "title": _title(event),
            "text": event.reason or _after_handing(event, shown),
            "by": _("dicatat oleh %(who)s") % {"who": event.by_label} if event.is_noted else _by(event.by_label),
            "tone": OFFER_TONES[OfferState(event.to_state)],
        }
        for event in offer.events.order_by("-at", "-pk")
    ]
    proposals = offer.withdrawals.select_related("account").order_by("-at", "-pk")
    proposed = [
        {"at": each.at, "title": _begun(each), "text": each.reason, "by": str(each.account), "tone": "warn"}
        for each in proposals
    ]
    dropped = [
        {"at": each.settled_at, "title": _dropped(each)}
        for each in proposals
        if each.settled_at and each.confirmed_by_id is None
    ]
    handed = [
        {"at": each.at, "title": each.title, "text": "", "by": each.by_label, "tone": "warn"}
        for each in shown
        if each.by_kind == "account"
    ]
    return sorted(changes + dropped + proposed + handed, key=itemgetter("at"), reverse=True)


def _begun(each: OfferWithdrawal) -> str:
    return _("“Tidak dapat ikut” dicatat, menunggu penegasan") if each.is_refusal else _("Penarikan diusulkan")


def _dropped(each: OfferWithdrawal) -> str:
    if each.is_refusal:
        return _("Catatan “tidak dapat ikut” berakhir tanpa penegasan")
    return _("Usulan penarikan berakhir tanpa penegasan")


def _after_handing(event: OfferEvent, shown: list[ApplicationEvent]) -> str:
    """Beside an answer of the person's own: who of the office had seen the link by then."""
    is_answer = event.is_wish or event.to_state in (OfferState.ACCEPTED, OfferState.DECLINED)
    before = [each for each in shown if each.at <= event.at]
    last = before[-1] if before else None
    if not is_answer or event.by_kind != "applicant" or last is None or last.by_kind != "account":
        return ""
    by_link, by_code = (
        _("Dijawab lewat tautan yang sebelumnya juga dilihat %(who)s, %(when)s."),
        _("Dijawab sesudah kodenya juga dilihat %(who)s, %(when)s."),
    )
    told = by_code if last.shows_code else by_link
    return told % {"who": last.by_label, "when": when(last.at)}


def _title(event: OfferEvent) -> str:
    if not event.from_state:
        return _("Kursi ditawarkan")
    return _("Menerima, menunggu kelas") if event.is_wish else str(OfferState(event.to_state).label)


def _letter_text(offer: Offer) -> str:
    return _("belum terkirim") if offer.application.email else _("tidak punya email")


def _by(label: str) -> str:
    """Who acted; the room's own jobs by their name in the reader's language."""
    jobs = {
        "sistem: panggilan cadangan": _("sistem: panggilan cadangan"),
        "sistem: tenggat penawaran": _("sistem: tenggat penawaran"),
        "sistem: kursi ganda": _("sistem: kursi ganda"),
    }
    return jobs.get(label, label)
