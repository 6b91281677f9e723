"""What this room holds about a person: see `people.personal`."""

from django.utils.translation import gettext_lazy as _

from sanggar.people.models import Account
from sanggar.people.personal import Held
from sanggar.people.purposes import TEAM
from sanggar.planning.models import Meeting, MeetingChange, ProgrammeGrant

HELD = [
    Held(
        ProgrammeGrant,
        Account,
        "account",
        _("Hak pada program"),
        TEAM,
        (
            ("role", _("Peran")),
            ("programme", _("Program")),
            ("given_at", _("Diberikan")),
            ("ended_at", _("Berakhir")),
            ("end_reason", _("Alasan")),
        ),
        emptied=("end_reason",),
    ),
    Held(
        Meeting,
        Account,
        "trainer",
        _("Sesi yang Anda ajar"),
        TEAM,
        (("topic", _("Topik")), ("starts_at", _("Mulai")), ("trainer_name", _("Narasumber"))),
        emptied=("trainer_name",),
        kept={
            "topic": "what was taught",
            "venue": "a place",
            "link": "a place",
            "instead_of": "another person, told of a substitution on the minutes",
            "cancel_reason": "of the meeting, read by all its participants",
        },
    ),
    Held(
        MeetingChange,
        Account,
        "trainer",
        _("Perubahan sesi yang Anda ajar"),
        TEAM,
        (("kind", _("Jenis")), ("at", _("Waktu")), ("trainer_name", _("Narasumber"))),
        emptied=("trainer_name",),
        kept={"venue": "a place", "link": "a place", "reason": "of the meeting, read by all its participants"},
    ),
]
