"""What a person is told about their place in the draw and about their offer, for the pages of later rooms."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.applications.status import OwnStatus
from sanggar.cores.beacon import quicknet
from sanggar.foundation import clock
from sanggar.foundation.dates import date_range
from sanggar.foundation.errors import DomainError
from sanggar.foundation.money import grouped
from sanggar.foundation.phones import format_phone
from sanggar.planning.models import Cohort, Meeting, Stage
from sanggar.selection.models import (
    MARKED,
    Draw,
    Objection,
    Offer,
    OfferState,
    Procedure,
    without_texts,
)
from sanggar.selection.moments import when
from sanggar.selection.place_told import waiting_told
from sanggar.selection.queries import draw_place_of, offer_of, own_mark_of, postponement_of, reopened
from sanggar.selection.queries.lists import is_by_objection, list_now
from sanggar.selection.strata import seats_of_call


@dataclass(frozen=True, slots=True)
class OfferStatus:
    """`may_answer`: whether the buttons for accepting and declining belong on the page; `tone` is one of the kit's."""

    title: str
    text: str
    tone: str
    offer: Offer | None = None
    may_answer: bool = False
    whom_to_ask: str = ""


def floor_status(application: Application) -> OwnStatus | None:
    """For who is read again, and who is eligible and yet not in the frozen list, as the mark did not reach the floor;
    None for others.
    """
    draw = Draw.objects.filter(call=application.call_id, rule__in=MARKED).first()
    if draw is None or application.state != ApplicationState.ELIGIBLE:
        return None
    if application.pk in reopened(application.call):
        text = _("Sanggahan Anda dikabulkan. Lamaran Anda sedang dinilai, dan seleksi menunggu nilainya.")
        return OwnStatus(_("Sedang dinilai"), text, "now")
    if draw.entries.filter(application=application).exists():
        return None
    floor = Procedure.objects.values_list("floor", flat=True).get(call=application.call_id)
    mark = draw.floor_marks.filter(application=application).values_list("mark", flat=True).first()
    text = _("Lamaran Anda memenuhi syarat, tetapi tidak mencapai nilai minimum %(floor)s untuk ikut diundi.")
    if mark is not None:
        own = _("Nilai Anda %(mark)s, sudah dikoreksi dari keras-lunaknya penilai.")
        text = f"{text} {own}"
    told = text % {"floor": formats.localize(floor), "mark": formats.localize(mark)}
    return OwnStatus(_("Tidak masuk daftar undian"), told, "warn")


def chanceless_status(application: Application) -> OwnStatus | None:
    """For who is in the list, and whom its quotas leave no seat; None for others, and before the lottery is fixed."""
    entry = without_texts(application.draw_entries.select_related("draw"), "draw").last()
    if entry is None or application.state != ApplicationState.ELIGIBLE or not entry.draw.quotas or entry.chance != 0:
        return None
    text = _(
        "Lamaran Anda memenuhi syarat dan ada dalam daftar, tetapi kuotanya tidak menyisakan kursi bagi kelompok Anda. "
        "Itu bukan karena isian Anda keliru. Anda baru dapat terpilih bila kuota itu dilonggarkan; bila "
        "terpilih, Anda kami hubungi."
    )
    return OwnStatus(_("Dalam daftar, untuk sekarang tanpa peluang"), text, "warn")


def reading_told(objection: Objection | None) -> str:
    """What reading once more made of a contested mark; empty where none was read again."""
    if objection is None or objection.mark_before is None or objection.mark_after is None:
        return ""
    before, after = (formats.localize(each) for each in (objection.mark_before, objection.mark_after))
    if before == after:
        return _("Sesudah dinilai lagi nilai Anda tetap %(mark)s.") % {"mark": after}
    told = _("Sesudah dinilai lagi nilai Anda %(after)s; sebelumnya %(before)s.")
    return told % {"before": before, "after": after}


def own_mark_told(application: Application) -> dict[str, Any] | None:
    """The own mark and how it came about, in words; None where no mark keeps the person out or ranks them."""
    own = own_mark_of(application)
    if own is None:
        return None
    text = ngettext(
        "Nilai Anda %(mark)s dari 100, dari %(n)s penilai, sudah dikoreksi dari keras-lunaknya penilai.",
        "Nilai Anda %(mark)s dari 100, dari %(n)s penilai, sudah dikoreksi dari keras-lunaknya penilai.",
        own.reviews,
    )
    return {
        "text": text % {"mark": formats.localize(own.mark), "n": own.reviews},
        "criteria": [
            {
                "title": _("%(name)s (bobot %(weight)s)") % {"name": each.name, "weight": each.weight},
                "levels": [
                    _("%(points)s dari %(most)s: %(text)s")
                    % {"points": level.points, "most": each.most, "text": level.text}
                    for level in each.levels
                ],
            }
            for each in own.criteria
        ],
    }


def postponement_told(draw: Draw | None) -> str:
    """That the draw was moved, from when to when and why, as long as people wait for it; empty where it was not."""
    moved = postponement_of(draw)
    if moved is None:
        return ""
    times = {"to": when(moved.to_at), "from": when(moved.from_at) if moved.from_at else ""}
    told = _("Dari %(from)s menjadi %(to)s.") if moved.from_at else _("Waktunya menjadi %(to)s.")
    return f"{told % times} {_('Alasan: %(reason)s') % {'reason': moved.change.reason}}"


def offer_status(application: Application, at: datetime) -> OfferStatus | None:
    """None until the draw is published. Expiry is judged here, whether or not the job has run."""
    offer = offer_of(application)
    if offer:
        return _of_offer(offer, application, at)
    place = draw_place_of(application)
    if place is None:
        return None
    if place.is_selected:
        return OfferStatus(_("Anda terpilih"), _("Kantor akan segera menawarkan kursi lewat halaman ini."), "good")
    title = _("Anda masuk cadangan") if place.has_chance else _("Anda belum terpilih")
    return OfferStatus(title, waiting_told(place), "now")


def coming_draw(application: Application, draw: Draw | None) -> list[tuple[str, str]]:
    """When and where it will be decided, as it was announced; empty before that and once it is published."""
    if draw is not None:
        moment = quicknet.time_of(draw.drand_round) if draw.drand_round else draw.announced_for
        venue = "" if draw.is_published else draw.venue
        moment = None if draw.is_published else moment
    else:
        published = Procedure.objects.filter(call=application.call_id, published_at__isnull=False)
        moment, venue = published.values_list("draw_at", "venue").first() or (None, "")
    label = _("Waktu undian") if application.call.is_drawn else _("Waktu penetapan")
    facts = [(label, when(moment))] if moment else []
    return [*facts, (_("Tempat"), venue)] if venue else facts


def renumbered(draw: Draw | None) -> str:
    """That whoever noted their number before has another one now; empty as long as the first list stands."""
    if draw is None or draw.revision == 1:
        return ""
    last = list_now(draw)
    if last is None:
        return ""
    text = _(
        "Daftar dibekukan ulang %(when)s karena tata caranya berubah, dan semua orang mendapat nomor baru. Nomor yang "
        "Anda catat sebelumnya tidak berlaku lagi."
    )
    if is_by_objection(last):
        text = _(
            "Daftar dibekukan ulang %(when)s karena sanggahan dikabulkan, dan semua orang mendapat nomor baru. Nomor "
            "yang Anda catat sebelumnya tidak berlaku lagi."
        )
    return text % {"when": when(last.at)}


def training_told(stage: Stage, cohort: Cohort | None = None) -> list[tuple[str, str]]:
    """When and where the training is that a seat is offered in, or that of one class; empty as long as no session is
    planned.
    """
    planned = Meeting.objects.standing().filter(cohort__stage=stage)
    meetings = list((planned.filter(cohort=cohort) if cohort else planned).order_by("starts_at"))
    if not meetings:
        return []
    zone = clock.office_zone()
    count = ngettext("%(n)s sesi", "%(n)s sesi", len(meetings)) % {"n": len(meetings)}
    days = date_range(meetings[0].starts_at, meetings[-1].starts_at, zone)
    places = ", ".join(sorted({each.venue or _("daring") for each in meetings}))
    return [(_("Jadwal"), f"{count}, {days}"), (_("Tempat"), places)]


def _of_offer(offer: Offer, application: Application, at: datetime) -> OfferStatus:
    deadline = {"deadline": when(offer.deadline)}
    if offer.is_open and application.state != ApplicationState.ELIGIBLE:
        return OfferStatus(_("Penawaran tidak berlaku lagi"), _("Lamaran ini sudah ditarik."), "idle", offer)
    if offer.class_wanted_at and offer.is_open:
        noted, title = _noted_refusal(offer), _("Kursi Anda terima, kelasnya menyusul")
        text = noted or _waits_for_class(offer)
        return OfferStatus(title, text, "warn" if noted else "now", offer, may_answer=bool(noted))
    if offer.is_open and at <= offer.deadline:
        text = _("Jawab paling lambat %(deadline)s. Setelah itu kursi dapat ditawarkan kepada orang lain.") % deadline
        text = f"{_noted_refusal(offer)} {text}".lstrip()
        return OfferStatus(_("Kursi ditawarkan kepada Anda"), text, "warn", offer, may_answer=True)
    title, text, tone = {
        OfferState.OPEN: (
            _("Batas waktu menjawab sudah lewat"),
            _("Kursi ini ditawarkan sampai %(deadline)s, lalu dapat ditawarkan kepada orang lain.") % deadline,
            "bad",
        ),
        OfferState.ACCEPTED: (_("Kursi Anda terima"), _("Sampai bertemu di pelatihan."), "good"),
        OfferState.DECLINED: (
            _("Kursi Anda tolak"),
            _("Kursi ini dapat ditawarkan kepada orang lain. Terima kasih sudah memberi tahu."),
            "idle",
        ),
        OfferState.WITHDRAWN: (
            _("Penawaran ditarik"),
            _reason(offer),
            "bad",
        ),
        OfferState.NO_SHOW: (
            _("Tercatat tidak datang"),
            _("Kursi Anda dapat ditawarkan kepada orang lain."),
            "bad",
        ),
    }[OfferState.OPEN if offer.state == OfferState.EXPIRED else OfferState(offer.state)]
    ended_by_office = offer.state == OfferState.WITHDRAWN or _is_noted_no(offer)
    whom_to_ask = _whom_to_ask(offer) if ended_by_office else ""
    return OfferStatus(title, text, tone, offer, whom_to_ask=whom_to_ask)


def _noted_refusal(offer: Offer) -> str:
    """That the office has noted that they can't come, as long as nobody has confirmed it and their own answer counts;
    empty where it has not.
    """
    noted = offer.withdrawals.filter(is_refusal=True, settled_at=None).first()
    if noted is None:
        return ""
    told = _("Kantor mencatat bahwa Anda tidak dapat ikut (%(how)s).") % {"how": noted.reason.rstrip(". ")}
    what_to_do = _("Bila itu keliru, terima kursinya di sini segera.")
    return f"{told} {what_to_do}"


def _is_noted_no(offer: Offer) -> bool:
    """Whether somebody of the office heard the no, and it was not given here."""
    return any(event.is_noted for event in offer.events.filter(to_state=OfferState.DECLINED))


def _whom_to_ask(offer: Offer) -> str:
    """As the letter about it says."""
    office = offer.stage.programme.organisation
    ways = [format_phone(office.contact_phone), office.contact_email]
    told = _("Bila menurut Anda ini keliru, hubungi %(office)s dan sebutkan nomor lamaran Anda.") % {"office": office}
    return " ".join([told, *filter(None, ways)])


def _waits_for_class(offer: Offer) -> str:
    text = _(
        "Jawaban Anda tercatat, dan kursinya tetap milik Anda, juga sesudah batas waktunya. Kelas jalur %(track)s "
        "masih penuh; kantor melihatnya sebagai tugas. Begitu ada tempat, Anda masuk kelas tanpa perlu menjawab lagi."
    )
    return text % {"track": offer.application.track.name}


def _reason(offer: Offer) -> str:
    event = offer.events.filter(to_state=OfferState.WITHDRAWN).last()
    return event.reason if event else ""


def beside_other_calls(call: Call, total: int, told: str) -> str:
    """`told` is the stage's `total` in words; what it adds is nothing where the call gives them all. Until the list is
    frozen it is the seats that are free at this moment.
    """
    if not Draw.objects.filter(call__stage=call.stage_id).exclude(call=call).exists():
        return told
    frozen = Draw.objects.filter(call=call).values_list("seats", flat=True).first()
    number = _free(call) if frozen is None else frozen
    if number >= total:
        return told
    if frozen is None:
        text = _("%(told)s; saat ini %(number)s di antaranya kosong, selebihnya lewat pendaftaran lain")
    else:
        text = _("%(told)s; %(number)s di antaranya lewat pendaftaran ini, selebihnya lewat pendaftaran lain")
    return text % {"told": told, "number": grouped(number)}


def _free(call: Call) -> int:
    try:
        return sum(seats_of_call(call).values())
    except DomainError:  # none are free, or fewer than were published: the desk says so
        return 0
