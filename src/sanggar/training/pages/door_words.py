"""What the check-in table shows and says; its script names sentences by their codes."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time
from sanggar.foundation.offline import UNSENT
from sanggar.planning.models import Meeting
from sanggar.training.badges import badge_path
from sanggar.training.models import Presence
from sanggar.training.pages.presenters import PRESENCE_TONES
from sanggar.training.queries import RosterLine

__all__ = ["KEEP_UNTIL", "UNSENT", "as_of", "keep_until", "line", "sentences", "stands"]

KEEP_UNTIL = "X-Keep-Until"
KEPT = timedelta(hours=12)
"""After the meeting a device shows its copy of the roster no longer."""


def keep_until(meeting: Meeting) -> int:
    """Milliseconds since 1970, as scripts count."""
    return int((meeting.ends_at + KEPT).timestamp() * 1000)


def line(line: RosterLine, field: BoundField) -> dict[str, Any]:
    """A name and its presence, nothing else. The badge stands there as a digest, from which its link can't be told."""
    record = line.attendance
    presence = Presence(record.presence) if record else None
    return {
        "enrolment": line.enrolment.pk,
        "name": line.enrolment.person.name,
        "badge": hashlib.sha256(badge_path(line.enrolment).encode()).hexdigest(),
        "field": field,
        "stands": presence or "",
        "presence": presence.label if presence else "",
        "tone": PRESENCE_TONES[presence] if presence else "",
    }


def as_of(time: str) -> str:
    return _("Daftar per %(time)s") % {"time": time}


def stands(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """What is recorded now, for a device that shows the list already: numbers and presence, no names."""
    recorded = dict(meeting.attendance.values_list("enrolment_id", "presence"))
    return {"recorded": recorded, "at": clock_time(at, clock.office_zone())}


def sentences() -> dict[str, str]:
    return {
        "waiting": _("{count} menunggu dikirim"),
        "nothing": _("Semua terkirim"),
        "online": _("Tersambung"),
        "offline": _("Tanpa jaringan; teruskan saja"),
        "signed_out": _("Sesi Anda berakhir. Masuk lagi untuk mengirim; catatan tetap tersimpan di perangkat ini."),
        "refused": _("Ditolak: {told}"),
        "failed": _("Belum dapat dikirim ({told}); akan dicoba lagi."),
        "pending": _("{presence}, menunggu dikirim"),
        "sent": _("{presence}, terkirim"),
        "conflict": _("Berbeda: {told}"),
        "stray": _("Disimpan: {told}"),
        "elsewhere": _("{presence}, dicatat di tempat lain"),
        "changed": _("{presence}, dikoreksi"),
        "as_of": as_of("{time}"),
        "nobody": _("Tidak ada yang bernama atau bernomor “{text}” di daftar ini."),
        "choose_one": _("{count} orang cocok; pilih satu di daftar, atau ketik lebih lengkap."),
        **{f"presence_{presence}": str(presence.label) for presence in Presence},
        "ready": _("Siap dipakai tanpa jaringan"),
        "unknown_badge": _("Kartu ini bukan peserta sesi ini, atau sudah diganti."),
        "scanned": _("{name}: hadir"),
        "already": _("{name} sudah dicatat"),
        "no_camera": _("Kamera tidak dapat dibuka. Ketik nama atau nomor di daftar."),
        "full": _("Perangkat ini tidak dapat menyimpan. Pakai formulir biasa atau lembar kertas."),
    }
