"""What this room holds about a person: see `people.personal`. A draw itself names nobody and stays as it was."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sanggar.applications.models import Application
from sanggar.people.models import Account
from sanggar.people.personal import Held
from sanggar.people.purposes import NOT_SELECTED, TEAM
from sanggar.selection.models import (
    Conflict,
    DiceEntry,
    DrawEntry,
    DrawState,
    Objection,
    Offer,
    OfferEvent,
    ReplacedScore,
    ReviewCorrection,
    Reviewer,
    ReviewTask,
    ReviewTaskEvent,
    Score,
)

HELD = [
    Held(
        DrawEntry,
        Application,
        "application",
        _("Seleksi"),
        NOT_SELECTED,
        (("number", _("Nomor acak")), ("outcome", _("Hasil"))),
        only=Q(draw__state=DrawState.PUBLISHED),
        kept={
            "number": "random, names nobody; by it the published draw is checked",
            "stratum": "a group of the published draw",
            "household": "random in this draw alone",
        },
    ),
    Held(
        Offer,
        Application,
        "application",
        _("Penawaran kursi"),
        NOT_SELECTED,
        (("state", _("Keadaan")), ("deadline", _("Tenggat"))),
    ),
    Held(
        OfferEvent,
        Application,
        "offer__application",
        _("Perjalanan penawaran"),
        NOT_SELECTED,
        (("at", _("Waktu")), ("to_state", _("Menjadi")), ("reason", _("Alasan"))),
        emptied=("reason",),
    ),
    Held(
        Objection,
        Application,
        "application",
        _("Sanggahan"),
        NOT_SELECTED,
        (
            ("text", _("Isi")),
            ("at", _("Waktu")),
            ("state", _("Keadaan")),
            ("mark_before", _("Nilai yang disanggah")),
            ("mark_after", _("Nilai sesudah dibaca lagi")),
            ("answer", _("Jawaban kantor")),
            ("answered_at", _("Dijawab")),
        ),
        emptied=("text", "answer"),
    ),
    Held(
        ReviewTask,
        Application,
        "application",
        _("Penilaian lamaran"),
        NOT_SELECTED,
        (("state", _("Keadaan")),),
        only=Q(application__draw_entries__draw__state=DrawState.PUBLISHED),
    ),
    Held(
        Score,
        Application,
        "task__application",
        _("Nilai lamaran"),
        NOT_SELECTED,
        (("criterion", _("Kriteria")), ("level", _("Tingkat")), ("note", _("Catatan"))),
        emptied=("note",),
        only=Q(task__application__draw_entries__draw__state=DrawState.PUBLISHED),
    ),
    Held(
        ReviewCorrection,
        Application,
        "task__application",
        _("Perbaikan nilai"),
        NOT_SELECTED,
        emptied=("reason",),
    ),
    Held(
        ReplacedScore,
        Application,
        "correction__task__application",
        _("Nilai yang diperbaiki"),
        NOT_SELECTED,
        emptied=("note",),
    ),
    Held(
        ReviewTaskEvent,
        Application,
        "task__application",
        _("Perjalanan penilaian"),
        NOT_SELECTED,
        emptied=("reason",),
    ),
    Held(Conflict, Application, "application", _("Benturan kepentingan penilai"), NOT_SELECTED, emptied=("reason",)),
    Held(
        Reviewer,
        Account,
        "account",
        _("Tugas menilai lamaran"),
        TEAM,
        (("call", _("Pendaftaran")), ("appointed_at", _("Ditunjuk"))),
    ),
    Held(
        DiceEntry,
        Account,
        "account",
        _("Mata dadu yang Anda catat"),
        TEAM,
        (("draw", _("Seleksi")),),
        kept={"digits": "the published source of a draw"},
    ),
]
