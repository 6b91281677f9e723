"""What stands beside an application at the desk: notes, opinions, deadlines, who else looks, how it came in."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications import screening_queries as screening
from sanggar.applications.models import (
    ADDRESS_PLACE,
    UNSETTLED,
    Application,
    ApplicationState,
    Correction,
    OfficeEntry,
    SavedView,
    SecondOpinion,
    TellBy,
)
from sanggar.applications.pages.listings import walk_query
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.sealed import unseal
from sanggar.people.models import Account
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme

Pairs = list[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class DeskSide:
    """`mine`: the open question is asked of whoever looks. `told`: notes and opinions, newest first, for a timeline."""

    looking: str
    due: str
    lapsed: str
    awaited: SecondOpinion | None
    mine: bool
    may_ask: bool
    told: list[dict[str, Any]]
    entry: Pairs


def desk_side(application: Application, account: Account, at: datetime) -> DeskSide:
    awaited = screening.open_opinion(application)
    correction = Correction.objects.filter(application=application).first()
    return DeskSide(
        looking=_looking(application, account, at),
        due=_due(application, correction),
        lapsed=_lapsed(application, correction),
        awaited=awaited,
        mine=bool(awaited and awaited.asked_of_id == account.pk),
        may_ask=awaited is None and application.state in UNSETTLED and not application.frozen_at,
        told=_told(application),
        entry=_entry(application),
    )


def keys_told(*, in_list: bool) -> Pairs:
    """Which key presses what, for the list on the page."""
    if in_list:
        return [("j / k", _("Baris berikut / sebelumnya")), ("Enter", _("Buka lamaran")), ("?", _("Daftar ini"))]
    return [
        ("j / k", _("Lamaran berikut / sebelumnya di antrean")),
        ("a", _("Nyatakan memenuhi syarat")),
        ("c", _("Minta perbaikan")),
        ("r", _("Tolak")),
        ("b", _("Periksa lagi")),
        ("n", _("Tulis catatan")),
        ("o", _("Minta pendapat kedua")),
        ("u", _("Kembali ke antrean")),
        ("?", _("Daftar ini")),
    ]


def view_links(request: DeskRequest, programme: Programme) -> list[tuple[SavedView, str, bool]]:
    """(view, its address, is it what is shown now)."""
    here = walk_query(request)
    found = screening.views_for(request.user, programme)
    return [(view, f"?{view.address}", view.address == here) for view in found]


def _looking(application: Application, account: Account, at: datetime) -> str:
    found = screening.others_looking(application, account, at)
    if not found:
        return ""
    minutes = int((at - found[0].at).total_seconds() // 60)
    names = ", ".join(each.account.name for each in found)
    since = ngettext("%(count)s menit lalu", "%(count)s menit lalu", minutes) % {"count": minutes}
    return _("Sedang dibuka oleh %(names)s (%(since)s).") % {
        "names": names,
        "since": since if minutes else _("baru saja"),
    }


def _due(application: Application, correction: Correction | None) -> str:
    if correction is None or application.state != ApplicationState.CORRECTION:
        return ""
    until = {"day": plain_date(correction.due_at), "time": clock_time(correction.due_at)}
    told = _("Perbaikan ditunggu sampai %(day)s, %(time)s.") % until
    reminded = _("Pengingat sudah dikirim.") if correction.reminded_at else ""
    return f"{told} {reminded}".strip()


def _lapsed(application: Application, correction: Correction | None) -> str:
    if correction is None or correction.lapsed_at is None or correction.lapsed_at != application.changed_at:
        return ""
    day = {"day": plain_date(correction.due_at)}
    return _("Perbaikan yang diminta tidak datang sampai %(day)s. Putuskan dengan isian yang ada.") % day


def _told(application: Application) -> list[dict[str, Any]]:
    notes = [
        {"at": note.written_at, "title": _("Catatan"), "text": note.text, "by": note.written_by, "tone": ""}
        for note in application.notes.all()
    ]
    opinions = [_opinion(opinion) for opinion in application.opinions.select_related("asked_of")]
    return sorted(notes + opinions, key=lambda told: told["at"], reverse=True)


def _opinion(opinion: SecondOpinion) -> dict[str, Any]:
    asked = _("Pendapat diminta dari %(who)s") % {"who": opinion.asked_of.name}
    if opinion.answered_at:
        text = "\n".join(filter(None, (opinion.question, opinion.text)))
        title = f"{_('Pendapat kedua')}: {opinion.get_verdict_display()}"
        return {"at": opinion.answered_at, "title": title, "text": text, "by": opinion.asked_of.name, "tone": "now"}
    title = f"{asked} ({_('dibatalkan')})" if opinion.taken_back_at else asked
    tone = "" if opinion.taken_back_at else "warn"
    return {"at": opinion.asked_at, "title": title, "text": opinion.question, "by": opinion.asked_by, "tone": tone}


def _entry(application: Application) -> Pairs:
    """How it came in, where the applicant did not send it."""
    entry = OfficeEntry.objects.select_related("import_run", "consent_scan").filter(application=application).first()
    if entry is None:
        return []
    run = entry.import_run
    came = _("%(list)s, baris %(row)s") % {"list": run.name, "row": entry.row} if run else entry.get_way_display()
    pairs: Pairs = [
        (_("Dimasukkan oleh"), entry.entered_by),
        (_("Dari"), came),
        (_("Persetujuan"), entry.get_consented_display()),
        (_("Tempat bukti"), entry.consent_place),
        (_("Ditandatangani"), plain_date(entry.signed_on) if entry.signed_on else ""),
        (_("Diberi tahu"), entry.get_tell_by_display()),
    ]
    if entry.tell_by == TellBy.LETTER and entry.address_sealed:
        pairs.append((_("Alamat surat"), unseal(entry.address_sealed, ADDRESS_PLACE)))
    return [(label, value) for label, value in pairs if value]
