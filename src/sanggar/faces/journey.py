"""The way of an application as its owner reads it: from sending it, through the draw, to the answer to an offer."""

from typing import Any

from django.utils.translation import gettext as _

from sanggar.applications.models import Act, Application
from sanggar.applications.status import timeline
from sanggar.selection.models import ObjectionState, OfferEvent, OfferState, Outcome
from sanggar.selection.moments import when
from sanggar.selection.queries import CONCERNED, DrawPlace, draw_of, draw_place_of, objection_of


def journey_of(application: Application) -> list[dict[str, Any]]:
    """All that happened, newest first, for `{% timeline %}`: the office acts as the office, never as a person."""
    steps = [*_offered(application), *_drawn(application), *_frozen(application), *_objected(application)]
    steps += timeline(application)
    return sorted(steps, key=lambda step: step["at"], reverse=True)


def _frozen(application: Application) -> list[dict[str, Any]]:
    """The list, the first time and anew, for who was decided about; and until when one could object."""
    draw = draw_of(application.call)
    if draw is None or application.state not in CONCERNED:
        return []
    until = _("Masa sanggah sampai %(until)s") % {"until": when(draw.objections_until)} if draw.objections_until else ""
    return [
        {
            "at": each.at,
            "title": _("Daftar peserta dibekukan") if each.revision == 1 else _("Daftar peserta dibekukan ulang"),
            "text": until if each.revision == 1 else "",
            "by": _office(),
            "tone": "now",
        }
        for each in draw.lists.all()
    ]


def _objected(application: Application) -> list[dict[str, Any]]:
    """Being upheld stands among the steps of an application that was refused; of a contested mark it stands here."""
    objection = objection_of(application)
    if objection is None:
        return []
    steps = [{"at": objection.at, "title": _("Sanggahan dikirim"), "text": "", "by": _("Anda"), "tone": "now"}]
    was_admitted = application.events.filter(act=Act.ADMIT).exists()
    if objection.answered_at and not was_admitted:
        title, tone = {
            ObjectionState.UPHELD: (_("Sanggahan dikabulkan"), "good"),
            ObjectionState.REJECTED: (_("Sanggahan tidak dikabulkan"), "bad"),
        }[ObjectionState(objection.state)]
        steps.append({"at": objection.answered_at, "title": title, "text": "", "by": _office(), "tone": tone})
    return steps


def _drawn(application: Application) -> list[dict[str, Any]]:
    place = draw_place_of(application)
    if place is None:
        return []
    is_drawn = application.call.is_drawn
    chosen = {"title": _("Terpilih dalam undian") if is_drawn else _("Terpilih"), "by": _office(), "tone": "good"}
    if place.outcome == Outcome.SELECTED:
        return [chosen | {"at": place.published_at}]
    waiting = [{"at": place.published_at, "title": _reserve(place, is_drawn=is_drawn), "by": _office(), "tone": "now"}]
    return [chosen | {"at": place.step_at}, *waiting] if place.step_at else waiting


def _reserve(place: DrawPlace, *, is_drawn: bool) -> str:
    """Under quotas or with households kept apart the number counts within a type alone: nobody is called up by it."""
    if place.is_by_quota or place.is_apart:
        return _("Menjadi cadangan dalam undian")
    text = (
        _("Menjadi cadangan nomor %(position)s dalam undian") if is_drawn else _("Menjadi cadangan nomor %(position)s")
    )
    return text % {"position": place.position}


def _offered(application: Application) -> list[dict[str, Any]]:
    events = OfferEvent.objects.filter(offer__application=application).select_related("offer").order_by("-at", "-pk")
    return [_told(event) for event in events]


def _told(event: OfferEvent) -> dict[str, Any]:
    title, tone = {
        OfferState.OPEN: (_("Kursi ditawarkan"), "warn"),
        OfferState.ACCEPTED: (_("Kursi diterima"), "good"),
        OfferState.DECLINED: (_("Kursi ditolak"), "idle"),
        OfferState.EXPIRED: (_("Batas waktu menjawab lewat"), "bad"),
        OfferState.WITHDRAWN: (_("Penawaran ditarik"), "idle"),
        OfferState.NO_SHOW: (_("Tercatat tidak datang"), "bad"),
    }[OfferState(event.to_state)]
    by = _("Anda") if event.by_kind == "applicant" else _office()
    text = ""
    if event.is_noted:
        text = _("Jawaban Anda, dicatat kantor: %(how)s") % {"how": event.reason}
    if event.is_wish:
        title = _("Menerima, menunggu kelas")
    elif event.to_state == OfferState.OPEN:
        text = _("Dijawab paling lambat %(deadline)s") % {"deadline": when(event.offer.deadline)}
    return {"at": event.at, "title": title, "text": text, "by": by, "tone": tone}


def _office() -> str:
    return _("Kantor penyelenggara")
