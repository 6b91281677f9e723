"""What is told of how one mentor came and another went."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.foundation import clock
from sanggar.mentoring.closing_gaps import missing_for_certificate
from sanggar.mentoring.models import Contact, Mentorship, MentorshipEvent, MentorshipState, Outcome
from sanggar.mentoring.pages.contact_words import contact_entry, contact_kind
from sanggar.mentoring.pages.own_presenters import slot_words
from sanggar.mentoring.queries import coming_talk, contacts_held, contacts_of, contacts_to_answer
from sanggar.mentoring.said import reason_words
from sanggar.training.models import Enrolment


def shared_story(enrolment: Enrolment) -> list[dict[str, Any]]:
    """What a participant may read: who accompanied from when, what was said with them, and whether it counts; the
    newest first. Neither reasons nor notes of the office.
    """
    events = MentorshipEvent.objects.filter(mentorship__enrolment=enrolment).select_related(
        "mentorship__mentor__account"
    )
    entries = [entry for event in events if (entry := shared_event(event))]
    entries += [_shared_contact(contact) for contact in contacts_of(enrolment).order_by("held_on", "pk")]
    return sorted(entries, key=lambda entry: entry["at"])[::-1]


def _shared_contact(contact: Contact) -> dict[str, Any]:
    """As the mentor reads it, but for what waits for the reader."""
    entry = contact_entry(contact)
    if contact.awaits_answer:
        entry["title"] = _("%(title)s · menunggu jawaban Anda") % {"title": contact_kind(contact)}
    elif contact.is_evidence:
        entry["title"] = _("%(title)s · Anda benarkan") % {"title": contact_kind(contact)}
    elif contact.is_disputed:
        entry["title"] = _("%(title)s · Anda sanggah") % {"title": contact_kind(contact)}
    return entry


def shared_event(event: MentorshipEvent) -> dict[str, Any] | None:
    """A beginning or an end, without why; None for what only the office and mentors arranged."""
    mentor = {"mentor": event.mentorship.mentor.account.name}
    if event.to_state == MentorshipState.ACTIVE and event.from_state != MentorshipState.PAUSED:
        title, tone = _("%(mentor)s mulai mendampingi Anda") % mentor, "good"
    elif event.outcome == Outcome.MOVED:
        title, tone = _("Pendampingan oleh %(mentor)s dialihkan") % mentor, "idle"
    elif event.outcome in (Outcome.FINISHED, Outcome.STOPPED, Outcome.UNREACHABLE):
        title, tone = _("Pendampingan oleh %(mentor)s berakhir") % mentor, "idle"
    else:
        return None
    return {"at": event.at.astimezone(clock.office_zone()).date(), "title": title, "tone": tone}


def handed_over(mentorship: Mentorship) -> dict[str, Any] | None:
    """What was said when the pair before this one ended, and by whom, for often the office writes it."""
    before = mentorship.previous
    if before is None or not before.handover_note:
        return None
    event = before.events.filter(outcome=Outcome.MOVED).last()
    by, note = event.by_label if event else "", reason_words(before.handover_note)
    return {"note": note, "by": by, "before": before.mentor.account.name}


def closing_words(mentorship: Mentorship, *, is_own: bool = True) -> str:
    """What is to be known before a pair is closed: how many goals have their result already, that only what is
    confirmed counts, what the participant would lack for the certificate, and which talk is called off. To the mentor
    (`is_own`) also that they note nothing afterwards.
    """
    parts = [_goals_words(mentorship.enrolment), *_contacts_words(mentorship.enrolment), _gaps(mentorship.enrolment)]
    parts.append(lost_talk(mentorship))
    if is_own:
        parts.append(_("Setelah ditutup, Anda tidak dapat mencatat kontak lagi."))
    return " ".join(filter(None, parts))


def lost_talk(mentorship: Mentorship) -> str:
    """Which booked talk ends with the pair; empty without one."""
    at = clock.now()
    talk = coming_talk(mentorship, at)
    if talk is None or talk.slot.starts_at <= at:
        return ""
    return _("Janji %(when)s ikut dibatalkan, dan keduanya diberi tahu.") % {"when": slot_words(talk.slot)}


def _gaps(enrolment: Enrolment) -> str:
    missing = missing_for_certificate(enrolment)
    if not missing:
        return ""
    told = _("%(name)s belum memenuhi syarat sertifikat: %(missing)s.")
    return told % {"name": enrolment.person.name, "missing": "; ".join(missing)}


def _goals_words(enrolment: Enrolment) -> str:
    goals = [goal.is_open for goal in enrolment.goals.all()]
    if not goals:
        return ""
    settled = goals.count(False)
    words = ngettext(
        "%(settled)d dari %(count)d tujuan sudah ada hasilnya.",
        "%(settled)d dari %(count)d tujuan sudah ada hasilnya.",
        len(goals),
    )
    return words % {"settled": settled, "count": len(goals)}


def _contacts_words(enrolment: Enrolment) -> Iterator[str]:
    held, waiting = contacts_held(enrolment), contacts_to_answer(enrolment).count()
    told = ngettext("%(count)d kontak sudah dibenarkan peserta.", "%(count)d kontak sudah dibenarkan peserta.", held)
    yield told % {"count": held}
    if waiting:
        more = ngettext(
            "%(count)d masih menunggu dibenarkan, dan belum dihitung untuk sertifikatnya.",
            "%(count)d masih menunggu dibenarkan, dan belum dihitung untuk sertifikatnya.",
            waiting,
        )
        yield more % {"count": waiting}
