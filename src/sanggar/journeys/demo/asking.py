"""What people ask about their own data: one request of each kind waits, one was answered."""

from datetime import timedelta

from sanggar.applications.actions import answer_right, ask_right
from sanggar.applications.models import Application, RightsKind, RightsOutcome, RightsRequest
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.people.models import Role

ASKED = (  # (which of the second call's applications, what, hours ago)
    (33, RightsKind.ERASURE, "Saya batal mendaftar, mohon data saya dihapus.", 20),
    (41, RightsKind.CORRECTION, "Nomor HP saya salah satu angka. Yang benar ada di KTP saya, akan saya tunjukkan.", 7),
    (52, RightsKind.OBJECTION, "Saya tidak ingin data saya dipakai untuk mengabari program lain.", 2),
)
ANSWERED = (64, RightsKind.OBJECTION, "Mohon foto saya tidak dipakai untuk promosi.")


def ask_about_data(sent: list[Application], cast: Cast, days: Calendar) -> None:
    for number, kind, text, hours in ASKED:
        _ask(sent[number], kind, text, hours, days)
    number, kind, text = ANSWERED
    asked = _ask(sent[number], kind, text, 26, days)
    by, at = cast.actor(Role.OFFICER), days.now - timedelta(hours=3)
    answer = "Foto Anda tidak kami pakai. Persetujuan untuk itu sudah ditandai ditarik."
    answer_right(asked, outcome=RightsOutcome.GRANTED, answer=answer, by=by, at=at)


def _ask(application: Application, kind: str, text: str, hours: int, days: Calendar) -> RightsRequest:
    at = max(application.submitted_at, days.now - timedelta(hours=hours))
    return ask_right(application, application.programme, kind=kind, text=text, by=application.actor, at=at)
