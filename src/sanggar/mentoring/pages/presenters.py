"""What the pages of mentoring say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date, relative_days, short_date
from sanggar.foundation.phones import wa_me_link
from sanggar.foundation.sealed import unseal
from sanggar.mentoring.models import (
    NOTE_PLACE,
    DayPart,
    Language,
    Mentor,
    MentorKind,
    Mentorship,
    MentorshipEvent,
    Outcome,
    PrivateNote,
    Topic,
)
from sanggar.mentoring.pages.contact_words import contact_entry
from sanggar.mentoring.pages.naming import told_apart
from sanggar.mentoring.queries import Proposal, Rhythm, contacts_of, history_of, rhythm_of
from sanggar.mentoring.said import reason_words
from sanggar.people.models import Account
from sanggar.training.models import Enrolment

Fact = tuple[Any, Any]


def state_words(mentorship: Mentorship, rhythm: Rhythm) -> tuple[str, str]:
    """A status tag's text and tone."""
    if not mentorship.is_open:
        return mentorship.get_outcome_display(), "idle"
    if mentorship.is_proposed:
        return _("Menunggu jawaban pendamping"), "now"
    if rhythm.is_over:
        return _("Masa pendampingan lewat, belum ditutup"), "warn"
    if mentorship.resumes_on:
        return _("Dijeda sampai %(date)s") % {"date": short_date(mentorship.resumes_on)}, "idle"
    return _rhythm_words(rhythm)


def _rhythm_words(rhythm: Rhythm) -> tuple[str, str]:
    if rhythm.is_overdue:
        late = rhythm.days_late
        return ngettext("Terlambat %(count)d hari", "Terlambat %(count)d hari", late) % {"count": late}, "bad"
    if late := rhythm.days_unmet:
        words = ngettext("Kontak pertama terlambat %(count)d hari", "Kontak pertama terlambat %(count)d hari", late)
        return words % {"count": late}, "bad"
    if rhythm.last_on is None:
        return _("Menunggu kontak pertama"), "now"
    return _("Berjalan"), "good"


def due_words(rhythm: Rhythm) -> str:
    return _("paling lambat %(date)s (%(relative)s)") % {
        "date": plain_date(rhythm.next_on),
        "relative": relative_days(rhythm.next_on),
    }


def last_words(rhythm: Rhythm) -> str:
    if rhythm.last_on:
        return plain_date(rhythm.last_on)
    if rhythm.heard_on:
        return _("%(date)s, dengan pendamping sebelumnya") % {"date": plain_date(rhythm.heard_on)}
    return _("belum ada")


def pair_facts(mentorship: Mentorship, at: datetime) -> list[Fact]:
    rhythm = rhythm_of(mentorship, at)
    facts: list[Fact] = [
        (_("Pendamping"), mentorship.mentor.account.name),
        (_("Jalur dan kelas"), f"{mentorship.enrolment.track.name}, {mentorship.enrolment.cohort.name}"),
        (_("Mulai"), plain_date(mentorship.started_at, clock.office_zone())),
        (_("Kontak terakhir"), last_words(rhythm)),
    ]
    if mentorship.is_active and not rhythm.is_over:
        return [*facts, (_("Kontak berikutnya"), due_words(rhythm))]
    if mentorship.is_open:
        return facts
    assert mentorship.ended_at is not None
    return [*facts, (_("Berakhir"), plain_date(mentorship.ended_at, clock.office_zone()))]


def event_entry(event: MentorshipEvent) -> dict[str, Any]:
    mentor = event.mentorship.mentor.account.name
    if not event.outcome:
        return _step_entry(event, mentor)
    titles = {
        Outcome.FINISHED: _("Pendampingan oleh %(mentor)s selesai"),
        Outcome.STOPPED: _("Pendampingan oleh %(mentor)s berhenti"),
        Outcome.MOVED: _("Pendampingan oleh %(mentor)s dialihkan"),
        Outcome.UNREACHABLE: _("Pendampingan oleh %(mentor)s berakhir: peserta tidak dapat dihubungi"),
        Outcome.DECLINED: _("Pendampingan oleh %(mentor)s tidak jadi dimulai"),
        Outcome.WITHDRAWN: _("Pertanyaan kepada %(mentor)s ditarik sebelum dijawab"),
    }
    title = titles[Outcome(event.outcome)] % {"mentor": mentor}
    return {
        "at": event.at.astimezone(clock.office_zone()).date(),
        "title": title,
        "text": reason_words(event.reason),
        "by": event.by_label,
        "tone": "idle",
    }


def _step_entry(event: MentorshipEvent, mentor: str) -> dict[str, Any]:
    """A step of a pair that goes on."""
    titles = {
        ("", "proposed"): _("%(mentor)s ditanya apakah bersedia mendampingi"),
        ("active", "paused"): _("Pendampingan dijeda sampai %(until)s"),
        ("paused", "active"): _("Pendampingan dilanjutkan"),
    }
    title = titles.get((event.from_state, event.to_state), _("Pendampingan oleh %(mentor)s dimulai"))
    return {
        "at": event.at.astimezone(clock.office_zone()).date(),
        "title": title % {"mentor": mentor, "until": plain_date(event.until) if event.until else ""},
        "text": reason_words(event.reason),
        "by": event.by_label,
        "tone": "good" if event.to_state == "active" else "idle",
    }


def story_of(mentorship: Mentorship, reader: Account, *, for_mentor: bool = False) -> list[dict[str, Any]]:
    """Everything between a participant and all their mentors, the newest first; private notes are no part of it. Why
    another mentor's pair ended, or never began, no mentor reads; what was handed over, they do. With what words a note
    was disputed the office reads, but for who wrote the note.
    """
    rows = MentorshipEvent.objects.filter(mentorship__in=history_of(mentorship.enrolment).values("pk"))
    events = list(rows.select_related("mentorship__mentor__account"))
    for event in events:
        is_others = event.mentorship.mentor_id != mentorship.mentor_id
        if for_mentor and is_others and event.outcome not in ("", Outcome.MOVED):
            event.reason = ""
    entries = [event_entry(event) for event in events]
    entries += [
        contact_entry(contact, tells_dispute=not for_mentor and contact.mentorship.mentor.account_id != reader.pk)
        for contact in contacts_of(mentorship.enrolment).order_by("held_on", "pk")
    ]
    return sorted(entries, key=lambda entry: entry["at"])[::-1]


def place_of(mentorship: Mentorship, *, says_programme: bool) -> str:
    """Track and cohort; the programme too where a mentor is in several."""
    enrolment = mentorship.enrolment
    place = f"{enrolment.track.name}, {enrolment.cohort.name}"
    return f"{mentorship.mentor.programme.name}: {place}" if says_programme else place


def own_rows(pairs: Iterable[Mentorship], at: datetime) -> list[dict[str, Any]]:
    """A mentor's people, the overdue first, each with the way to reach them."""
    mine = list(pairs)
    says_programme = len({pair.mentor.programme_id for pair in mine}) > 1
    names = told_apart(pair.enrolment for pair in mine)
    rows = [
        _own_row(pair, at) | {"place": place_of(pair, says_programme=says_programme), "name": names[pair.enrolment_id]}
        for pair in mine
    ]
    return sorted(rows, key=lambda row: (row["rhythm"].next_on, row["person"].name))


def chat_with(phone: str) -> str:
    """Empty for who was entered at a counter without a telephone."""
    return wa_me_link(phone) if phone else ""


def _own_row(pair: Mentorship, at: datetime) -> dict[str, Any]:
    rhythm, person = rhythm_of(pair, at), pair.enrolment.person
    state, tone = state_words(pair, rhythm)
    words = {"state": state, "tone": tone, "due": due_words(rhythm), "last": last_words(rhythm)}
    return words | {"pair": pair, "person": person, "rhythm": rhythm, "chat": chat_with(person.phone)}


def own_notes(mentorship: Mentorship) -> list[dict[str, Any]]:
    """The mentor's private notes, opened; for the mentor's own page alone."""
    notes = PrivateNote.objects.filter(contact__mentorship=mentorship).select_related("contact")
    return [
        {"at": note.contact.held_on, "title": unseal(note.text_sealed, NOTE_PLACE)}
        for note in notes.order_by("-contact__held_on", "-pk")
    ]


def proposal_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """A row a mentor: who would come, and how full that makes them."""
    people: dict[Mentor, list[Enrolment]] = {}
    for enrolment, mentor in proposal.pairs:
        people.setdefault(mentor, []).append(enrolment)
    return [
        {
            "mentor": mentor,
            "names": ", ".join(f"{enrolment.person.name} ({enrolment.track.name})" for enrolment in coming),
            "after": mentor.assigned + len(coming),
        }
        for mentor, coming in sorted(people.items(), key=lambda row: row[0].account.name)
    ]


def mentor_facts(mentor: Mentor) -> list[Fact]:
    """What the office knows of a mentor besides places and tracks."""
    agreed = plain_date(mentor.agreed_at, clock.office_zone()) if mentor.agreed_at and mentor.has_agreed else _("belum")
    return [
        (_("Perjanjian dan kode etik disetujui"), agreed),
        (_("Dapat membantu dalam"), labels_of(Topic, mentor.topics)),
        (_("Keahlian lain"), mentor.skills or "–"),
        (_("Menyebut dirinya"), labels_of(MentorKind, mentor.kinds)),
        (_("Jalur yang disukai"), ", ".join(track.name for track in mentor.liked_tracks.all()) or _("apa saja")),
        (_("Berharap mendampingi"), _people_wished(mentor)),
        (_("Bahasa"), labels_of(Language, mentor.languages)),
        (_("Waktu"), labels_of(DayPart, mentor.times)),
        (_("Kecamatan"), ", ".join(region.name for region in mentor.districts.all()) or _("apa saja")),
        (_("Yang disebut pendamping tentang benturan kepentingan"), mentor.conflicts_told or "–"),
    ]


def _people_wished(mentor: Mentor) -> str:
    wished = mentor.wished.select_related("enrolment__person")
    return ", ".join(each.enrolment.person.name for each in wished) or _("siapa saja")


def labels_of(choices: type[TextChoices], values: Iterable[str], none: str = "") -> str:
    """`none` is what is said where nothing was chosen: that anything goes, unless nobody said so."""
    known = dict(choices.choices)
    return ", ".join(str(known[value]) for value in values if value in known) or none or _("apa saja")
