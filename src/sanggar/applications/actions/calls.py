"""Writes on a call: made as a draft, published for good, closed by the clock or by hand."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.applications import wording
from sanggar.applications.actions.guardians import admits_children, keep_guardian_text
from sanggar.applications.actions.texts import tell_what_is_asked, write_first_texts
from sanggar.applications.models import Call, CallTrack, RuleKind
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.errors import DomainError
from sanggar.planning.models import Stage, Track

Seats = Mapping[Track, int | None]
"""The tracks one may choose, each with its own seats, or all with None: then they share the stage's."""

ASKED = frozenset({"motivation_question", "motivation_question_en"})
"""The words that an application answers: they stand once there is one."""
WORDING = frozenset({"title", "title_en", "requirements", "requirements_en", "screened_by"}) | ASKED
"""What may change after publication: words, and until when the office means to have screened. Stage, address, ages,
seats and the other dates are promises by then.
"""


class Settings(TypedDict, total=False):
    """What a call may be made with besides; words left out are the house's own."""

    minimum_age: int
    notes_device: bool
    screened_by: date | None
    title_en: str
    requirements: str
    requirements_en: str
    motivation_question: str
    motivation_question_en: str


class CallSlugTaken(DomainError):
    code = "call_slug_taken"
    message = _("Alamat “%(slug)s” sudah dipakai pendaftaran lain. Pilih alamat lain.")


class NoTracks(DomainError):
    code = "no_tracks"
    message = _("Pilih sedikitnya satu jalur.")


class TrackSeatsMissing(DomainError):
    code = "track_seats_missing"
    message = _("Isi jumlah kursi setiap jalur, atau pilih kursi bersama.")


class TooManyTrackSeats(DomainError):
    code = "too_many_track_seats"
    message = _("Kursi semua jalur berjumlah %(sum)s, padahal %(stage)s hanya punya %(seats)s.")


class CallDatesWrong(DomainError):
    code = "call_dates_wrong"
    message = _("Waktu tutup harus setelah waktu buka.")


class ClosingPast(DomainError):
    code = "closing_past"
    message = _("Waktu tutup sudah lewat. Pilih waktu yang akan datang.")


class ScreenedTooEarly(DomainError):
    code = "screened_too_early"
    message = _("Hasil penyaringan baru ada sesudah pendaftaran ditutup. Pilih hari itu atau sesudahnya.")


class CallPublished(DomainError):
    code = "call_published"
    message = _("Pendaftaran ini sudah diterbitkan; hanya kata-katanya yang masih dapat diubah.")


class QuestionAnswered(DomainError):
    code = "question_answered"
    message = _(
        "Sudah ada lamaran, jadi pertanyaan motivasi tidak dapat diubah lagi: pelamar menjawab yang mereka baca."
    )


class ProgrammeNotPublished(DomainError):
    code = "programme_not_published"
    message = _("Terbitkan programnya dahulu, supaya pelamar dapat membacanya.")


class CallIsFrozen(DomainError):
    code = "call_is_frozen"
    message = _("Daftar peserta sudah dibekukan; pendaftaran ini tidak dapat diubah atau dibuka lagi.")


@transaction.atomic
def create_call(
    stage: Stage,
    *,
    slug: str,
    title: str,
    opens_at: datetime,
    closes_at: datetime,
    by: Actor,
    at: datetime,
    tracks: Seats | None = None,
    **settings: Unpack[Settings],
) -> Call:
    """A draft with the house's texts. `tracks` left out means every track, sharing the seats."""
    if Call.objects.filter(slug=slug).exists():
        raise CallSlugTaken(field="slug", slug=slug)
    if closes_at <= opens_at:
        raise CallDatesWrong(field="closes_at")
    call = Call(stage=stage, slug=slug, title=title, opens_at=opens_at, closes_at=closes_at, created_at=at, **settings)
    _require_screened_after(call)
    _fill_words(call)
    call.save(force_insert=True)
    _set_tracks(call, dict.fromkeys(stage.programme.tracks.all()) if tracks is None else tracks)
    record("applications.create_call", call, by=by, at=at, place=call.programme.place, details={"slug": slug})
    write_first_texts(call, wording.default_texts(stage.programme), by=by, at=at)
    _ready_for_children(call, by=by, at=at)
    return call


@transaction.atomic
def change_call(call: Call, *, by: Actor, at: datetime, tracks: Seats | None = None, **changes: object) -> None:
    """Change anything of a draft, only the words of what is published, nothing once the list is frozen."""
    fresh = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    _require_open_to(fresh, changes, tracks)
    if Call.objects.filter(slug=changes.get("slug", "")).exclude(pk=call.pk).exists():
        raise CallSlugTaken(field="slug", slug=changes["slug"])
    words = {name: value for name, value in changes.items() if name in WORDING}
    before = {name: getattr(fresh, name) for name, value in words.items() if getattr(fresh, name) != value}
    if before.keys() & ASKED and _is_answered(fresh):
        raise QuestionAnswered(field="motivation_question")
    for name, value in changes.items():
        setattr(call, name, value)
    if call.closes_at <= call.opens_at:
        raise CallDatesWrong(field="closes_at")
    if "screened_by" in before or not call.published_at:
        _require_screened_after(call)
    call.save(update_fields=list(changes)) if changes else None
    if tracks is not None:
        _set_tracks(call, tracks)
    details = {"fields": sorted(changes), "words": _told(words, before), "words_before": _told(before, before)}
    record("applications.change_call", call, by=by, at=at, place=call.programme.place, details=details)
    _ready_for_children(call, by=by, at=at)
    if "notes_device" in changes:
        tell_what_is_asked(call, by=by, at=at)


@transaction.atomic
def publish_call(call: Call, *, by: Actor, at: datetime) -> None:
    """Show the call to everyone; its form opens by itself at `opens_at`. Publishing twice changes nothing."""
    if call.programme.published_at is None:
        raise ProgrammeNotPublished
    if call.closes_at <= at:
        raise ClosingPast
    _check_seats(call, {entry.track: entry.seats for entry in call.call_tracks.select_related("track")})
    held = Call.objects.select_for_update(no_key=True).get(pk=call.pk)
    if held.published_at is None:
        call.published_at, call.eligibility = at, [_dated(each, held) for each in held.eligibility]
        Call.objects.filter(pk=call.pk).update(published_at=at, eligibility=call.eligibility)
        record("applications.publish_call", call, by=by, at=at, place=call.programme.place)
        tell_what_is_asked(held, by=by, at=at)


def _require_open_to(call: Call, changes: Mapping[str, object], tracks: Seats | None) -> None:
    if call.frozen_at:
        raise CallIsFrozen
    if call.published_at and (tracks is not None or not changes.keys() <= WORDING):
        raise CallPublished


def _told(words: Mapping[str, object], names: Collection[str]) -> dict[str, str]:
    return {name: str(words[name] or "") for name in names}


def _require_screened_after(call: Call) -> None:
    if call.screened_by and call.screened_by < call.closing_date:
        raise ScreenedTooEarly(field="screened_by")


def _is_answered(call: Call) -> bool:
    """Held for good: nobody applies between our looking and our commit."""
    return Call.objects.select_for_update().get(pk=call.pk).applications.exists()


def _ready_for_children(call: Call, *, by: Actor, at: datetime) -> None:
    """Where children may apply, the words for their guardians stand there to be read before publishing."""
    if admits_children(call):
        keep_guardian_text(call, by=by, at=at)


def _dated(rule: dict[str, Any], call: Call) -> dict[str, Any]:
    """An age is counted on the closing day that is announced now, also when the call is prolonged."""
    value = rule["value"]
    if rule["kind"] != RuleKind.AGE or value["on"]:
        return rule
    return rule | {"value": value | {"on": call.closing_date.isoformat()}}


def _fill_words(call: Call) -> None:
    if not call.requirements:
        call.requirements, call.requirements_en = wording.default_requirements(call.programme, call.minimum_age)
    if not call.motivation_question:
        call.motivation_question, call.motivation_question_en = wording.MOTIVATION


def _set_tracks(call: Call, tracks: Seats) -> None:
    _check_seats(call, tracks)
    call.seats_by_track = any(seats is not None for seats in tracks.values())
    call.save(update_fields=["seats_by_track"])
    call.call_tracks.all().delete()
    CallTrack.objects.bulk_create(CallTrack(call=call, track=track, seats=seats) for track, seats in tracks.items())


def _check_seats(call: Call, tracks: Seats) -> None:
    """Per-track seats never promise more than the stage has."""
    if not tracks:
        raise NoTracks(field="tracks")
    given = [seats for seats in tracks.values() if seats is not None]
    if given and len(given) < len(tracks):
        raise TrackSeatsMissing(field="tracks")
    if sum(given) > call.stage.seats:
        raise TooManyTrackSeats(field="tracks", sum=sum(given), stage=call.stage.name, seats=call.stage.seats)
