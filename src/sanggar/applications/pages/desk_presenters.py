"""What the office reads about calls and applications."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import (
    Act,
    Application,
    ApplicationEvent,
    ApplicationState,
    Call,
    CallLetter,
    CallState,
)
from sanggar.applications.moments import Moment
from sanggar.applications.pages.call_act_words import ActWords
from sanggar.applications.pages.change_presenters import Lines
from sanggar.applications.queries import (
    call_states,
    differing_answers,
    is_identified,
    known_person,
    received,
    same_family_card,
)
from sanggar.applications.questions import LABELS
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.money import grouped
from sanggar.foundation.national_id import age_on, mask_nik
from sanggar.foundation.phones import format_phone, wa_me_link
from sanggar.people.personal import BAND

S = ApplicationState
STATE_TONES = {
    S.SUBMITTED: "now",
    S.CONTESTED: "warn",
    S.CORRECTION: "warn",
    S.ELIGIBLE: "good",
    S.REFUSED: "bad",
    S.WITHDRAWN: "idle",
    S.SUPERSEDED: "idle",
}
CALL_TONES = {
    CallState.DRAFT: "idle",
    CallState.WAITING: "now",
    CallState.OPEN: "good",
    CallState.CLOSED: "warn",
    CallState.FROZEN: "idle",
}
Pairs = list[tuple[str, Any]]


# --- calls -----------------------------------------------------------------------------------------------------------
def call_state(call: Call, at: datetime) -> tuple[str, str, str]:
    """(words, link, tone) of a status tag."""
    state = call.state_at(at)
    return str(state.label), "", CALL_TONES[state]


def letters_left_told(left: Iterable[CallLetter]) -> str:
    moments = ", ".join(f"“{Moment(letter.moment).label}”" for letter in left)
    return _(
        "Teks pesan ini tidak disalin, karena tidak memuat kabar yang sekarang wajib ada: %(moments)s. Teks bawaan "
        "dipakai; periksa, dan tulis lagi bila perlu."
    ) % {"moments": moments}


def call_facts(call: Call) -> Pairs:
    seats = [_("%(track)s: %(seats)s") % {"track": e.track.name, "seats": e.seats} for e in _entries(call) if e.seats]
    shared = _("%(seats)s kursi bersama") % {"seats": call.stage.seats}
    english = [(_("Judul, dalam bahasa Inggris"), call.title_en)] if call.title_en else []
    return [
        *english,
        (_("Tahap"), call.stage.name),
        (_("Waktu buka"), _moment(call.opens_at)),
        (_("Waktu tutup"), _moment(call.ends_at)),
        (_("Jalur"), ", ".join(entry.track.name for entry in _entries(call))),
        (_("Kursi"), "; ".join(seats) if call.seats_by_track else shared),
        (_("Usia paling muda"), _("%(age)s tahun") % {"age": call.minimum_age}),
        (_("Tanda peramban"), _("Dicatat") if call.notes_device else _("Tidak dicatat")),
        (_("Alamat formulir"), call.path),
    ]


def state_tiles(call: Call) -> Iterator[tuple[str, int, str, str]]:
    """(label, count, tone, filter value) for each state that has an application, and for those that matter always."""
    always = {S.SUBMITTED, S.ELIGIBLE}
    for state, count in call_states(call).items():
        if count or state in always:
            tone = STATE_TONES[state] if count and state in (S.CONTESTED, S.CORRECTION) else ""
            yield str(state.label), count, tone, state.value


def received_told(call: Call) -> str:
    """What the tiles add up to, in the words of the public page."""
    found = received(call)
    text = ngettext("%(applicants)s pendaftar", "%(applicants)s pendaftar", found.applicants)
    if found.others:
        text = _(
            "%(all)s lamaran masuk: %(applicants)s pendaftar, dan %(others)s ditarik, digantikan, atau NIK-nya ganda."
        )
    return text % {
        "all": grouped(found.applications),
        "applicants": grouped(found.applicants),
        "others": grouped(found.others),
    }


def call_acts(call: Call, at: datetime) -> dict[str, bool]:
    """Which acts make sense now."""
    state = call.state_at(at)
    return {
        "change": state != CallState.FROZEN,
        "publish": state == CallState.DRAFT,
        "close": state in (CallState.WAITING, CallState.OPEN),
        "reopen": state == CallState.CLOSED and call.closed_at is not None and at < call.closes_at,
        "prolong": state in (CallState.WAITING, CallState.OPEN, CallState.CLOSED),
    }


# --- applications ----------------------------------------------------------------------------------------------------
EVENT_TONES = {
    Act.ACCEPT: "good",
    Act.ADMIT: "good",
    Act.ASK: "warn",
    Act.REFUSE: "bad",
    Act.SUBMIT: "now",
    Act.SETTLE: "good",
    Act.IDENTIFY: "good",
    Act.LAPSE: "warn",
}


def state_tag(application: Application) -> tuple[str, str]:
    return str(application.get_state_display()), STATE_TONES[S(application.state)]


def answer_facts(application: Application) -> Pairs:
    """The answers, without the disability need (see `rules.may_see_disability_need`) and the motivation."""
    return [
        (_("Nama"), application.name),
        (_("NIK"), mask_nik(application.nik_prefix) if application.nik_prefix else ""),
        (_("Tanggal lahir"), _born(application)),
        (_("Jenis kelamin"), application.get_sex_display()),
        (_("Kelurahan"), application.village.full_name),
        *([(_("Nomor KK"), _family_card(application))] if application.call.asks_family_card else []),
        (_("Ponsel"), format_phone(application.phone)),
        (_("Alamat email"), application.email),
        (_("Jalur"), application.track.name),
        (_("Kategori"), application.category_name),
        (_("Alamat kanal"), application.channel_url),
    ]


def _born(application: Application) -> str:
    """With the age on the day that counts; of who was erased only a span of years is left, which is no birthday."""
    if application.erased_at:
        first = application.birth_date.year
        return _("antara %(first)s dan %(last)s; tanggalnya dihapus") % {"first": first, "last": first + BAND - 1}
    age, on = age_on(application.call.age_day, application.birth_date), plain_date(application.call.age_day)
    day = plain_date(application.birth_date)
    return _("%(day)s (%(age)s tahun pada %(on)s)") % {"day": day, "age": age, "on": on}


def _family_card(application: Application) -> str:
    """Whether it was given, and with whom it is shared; the number is shown to nobody."""
    if not application.family_card_sealed:
        return _("Tidak diisi")
    others = ", ".join(same_family_card(application).values_list("receipt", flat=True))
    return _("Diisi (tersandi); sama dengan %(others)s") % {"others": others} if others else _("Diisi (tersandi)")


def rival_facts(application: Application) -> Pairs:
    """What two applications with one NIK are compared by, side by side."""
    return [
        (_("Nama"), application.name),
        (_("Tanggal lahir"), plain_date(application.birth_date)),
        (_("Jenis kelamin"), application.get_sex_display()),
        (_("Kelurahan"), application.village.full_name),
        (_("Ponsel"), format_phone(application.phone)),
        (_("Jalur"), application.track.name),
        (_("Dikirim"), _moment(application.submitted_at)),
    ]


@dataclass(frozen=True, slots=True)
class KnownWords:
    """That the NIK belongs to someone the city knows; `differs` names what is told otherwise than on record."""

    is_identified: bool
    differs: str


def known_words(application: Application) -> KnownWords | None:
    """Names the fields only: what stands on record may be another office's business."""
    person = known_person(application)
    if person is None:
        return None
    labels = {"village": "kelurahan"}
    differing = [str(LABELS[labels.get(name, name)]) for name in differing_answers(application, person)]
    return KnownWords(is_identified(application), ", ".join(differing))


def desk_timeline(application: Application, changes: Lines | None = None) -> list[dict[str, Any]]:
    """Everything that happened, newest first, with who did it; `changes`: what is told of an event besides."""
    events = reversed(application.events.all())
    return [_event(event) | {"changes": (changes or {}).get((event.act, event.at), ())} for event in events]


def application_address(application: Application) -> str:
    programme = application.programme
    place = (programme.organisation.slug, programme.slug, application.receipt)
    return reverse("applications:application", args=place)


def chat_link(application: Application, *, asks_card: bool = False) -> str:
    """A WhatsApp chat with the applicant, its first words ready in their language; never with the secret link or the
    NIK in it. Where several applied with one NIK they ask for the card, and say nothing of the others. Empty where
    there is nobody to reach any more, and for who has no telephone.
    """
    if application.erased_at or not application.phone:
        return ""
    words = {"name": application.name, "receipt": application.receipt, "office": application.programme.organisation}
    with translation.override(application.language):
        text = _("Halo %(name)s, kami dari %(office)s tentang lamaran Anda %(receipt)s.") % words
        if asks_card:
            card = _("Untuk memastikan data lamaran ini, mohon tunjukkan KTP asli Anda di kantor kami.")
            text = f"{text} {card}"
    return wa_me_link(application.phone, text)


def decision_words(act: Act) -> ActWords:
    """What the page of a decision says: above all, who will read the reason."""
    told = _("Pelamar membaca alasan ini di halamannya. Tulis dengan sopan dan jelas, tanpa NIK.")
    asking = _(
        "Pelamar dapat mengubah lamarannya sampai tenggat dan diingatkan dua hari sebelumnya. Bila tenggat lewat, "
        "lamaran kembali ke antrean dengan isian yang ada; tidak ada yang ditolak sendiri."
    )
    inside = _("Lamaran kembali ke antrean pemeriksaan. Alasan ini hanya dibaca kantor.")
    return {
        Act.ASK: ActWords(_("Minta perbaikan"), f"{told} {asking}", _("Minta perbaikan")),
        Act.REFUSE: ActWords(_("Tolak lamaran"), told, _("Tolak lamaran"), "bad"),
        Act.REOPEN: ActWords(_("Periksa lagi"), inside, _("Kembalikan ke antrean")),
    }[act]


def _event(event: ApplicationEvent) -> dict[str, Any]:
    by = {"applicant": _("Pelamar"), "guardian": _("Wali")}.get(event.by_kind, event.by_label)
    tone = EVENT_TONES.get(Act(event.act), "")
    text = "" if event.shows_code else event.reason
    return {"at": event.at, "title": event.title, "text": text, "by": by, "tone": tone}


def _entries(call: Call) -> list[Any]:
    return list(call.call_tracks.select_related("track"))


def _moment(at: datetime) -> str:
    return f"{plain_date(at)}, {clock_time(at)}"
