"""The mentoring record of a participant and of a mentor, for the accountability file; always in Indonesian.

Contacts that were voided are left out; whether the participant confirmed stands beside each. No private note, no phone.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date, short_date
from sanggar.foundation.documents import pdf
from sanggar.mentoring.models import Contact, Mentor, Mentorship
from sanggar.mentoring.queries import contacts_of, history_of
from sanggar.mentoring.queries.pairs import NEVER_BEGAN
from sanggar.planning.models import Programme
from sanggar.training.documents.sheets import office_data
from sanggar.training.models import Enrolment, Goal

SPAN = ("1fr", "auto", "auto", "auto")
TEMPLATE = Path(__file__).with_name("record.typ")


def participant_record(enrolment: Enrolment, *, at: datetime) -> bytes:
    """PDF/A of everything that was noted with one participant, whoever the mentor was."""
    with override("id"):
        return pdf(TEMPLATE, participant_data(enrolment, at=at), at=at)


def mentor_record(mentor: Mentor, *, at: datetime) -> bytes:
    """PDF/A of everyone a mentor accompanied in the programme, and every contact."""
    with override("id"):
        return pdf(TEMPLATE, mentor_data(mentor, at=at), at=at)


def participant_data(enrolment: Enrolment, *, at: datetime) -> dict[str, Any]:
    programme, pairs = enrolment.stage.programme, list(history_of(enrolment).exclude(NEVER_BEGAN))
    contacts = list(contacts_of(enrolment).filter(voided_at=None).order_by("held_on", "pk"))
    goals = [row for goal in enrolment.goals.prefetch_related("milestones") for row in _goal_rows(goal)]
    mentors = [[pair.mentor.account.name, *_span(pair)] for pair in pairs]
    return _page(programme, "Catatan Pendampingan Peserta", at) | {
        "facts": [
            ["Program", programme.name],
            ["Peserta", enrolment.person.name],
            ["Jalur dan kelas", f"{enrolment.track.name}, {enrolment.cohort.name}"],
            *_counted(contacts),
        ],
        "parts": [
            _part("Pendamping", ["Nama", "Mulai", "Berakhir", "Hasil"], mentors, SPAN),
            _part(
                "Tujuan dan tahapnya", ["Tujuan", "Tenggat", "Hasil", "Catatan"], goals, ("4fr", "auto", "2fr", "3fr")
            ),
            _contacts(contacts, lambda contact: contact.mentorship.mentor.account.name, "Pendamping"),
        ],
        "signatures": [
            ["Pendamping", *_signer(pairs)],
            ["Peserta", enrolment.person.name, ""],
        ],
    }


def _signer(pairs: Sequence[Mentorship]) -> list[str]:
    """Whoever accompanies now, or did last; below, who did before, from when to when, for their contacts stand here
    too.
    """
    if not pairs:
        return ["", ""]
    earlier = [f"{pair.mentor.account.name} ({' – '.join(_span(pair)[:2])})" for pair in pairs[:-1]]
    told = f"Sebelumnya: {'; '.join(earlier)}" if earlier else ""
    return [pairs[-1].mentor.account.name, told]


def _goal_rows(goal: Goal) -> Iterator[list[str]]:
    """The goal, with how many of its steps are reached, and a row a step."""
    steps = list(goal.milestones.all())
    reached = sum(step.reached_on is not None for step in steps)
    result = str(goal.get_result_display()) or "Berjalan"
    counted = f"{reached} dari {len(steps)} tahap" if steps else ""
    yield [goal.text, _day(goal.due_on), ", ".join(filter(None, (result, counted))), goal.note]
    for step in steps:
        told = f"Tercapai {_day(step.reached_on)}" if step.reached_on else "Belum"
        yield [f"– {step.text}", _day(step.due_on), told, ""]


def mentor_data(mentor: Mentor, *, at: datetime) -> dict[str, Any]:
    programme = mentor.programme
    rows = Contact.objects.filter(mentorship__mentor=mentor, voided_at=None)
    contacts = list(rows.select_related("mentorship__enrolment__person__village").order_by("held_on", "pk"))
    pairs = mentor.mentorships.exclude(NEVER_BEGAN).select_related("enrolment__person__village")
    people = [[_person(pair.enrolment), *_span(pair)] for pair in pairs.order_by("started_at", "pk")]
    return _page(programme, "Catatan Pendamping", at) | {
        "facts": [["Program", programme.name], ["Pendamping", mentor.account.name], *_counted(contacts)],
        "parts": [
            _part("Peserta yang didampingi", ["Nama", "Mulai", "Berakhir", "Hasil"], people, SPAN),
            _contacts(contacts, lambda contact: _person(contact.mentorship.enrolment), "Peserta"),
        ],
        "signatures": [["Pendamping", mentor.account.name, ""]],
    }


def _person(enrolment: Enrolment) -> str:
    """With the kelurahan, so that two of one name are two people also to whoever reads this years later."""
    return f"{enrolment.person.name}, {enrolment.person.village.name}"


def _page(programme: Programme, title: str, at: datetime) -> dict[str, Any]:
    zone = clock.office_zone()
    return {
        "title": title,
        "office": office_data(programme.organisation),
        "place_and_date": f"{programme.organisation.region.name}, {plain_date(at, zone)}",
        "footer": f"Dicetak {plain_date(at, zone)} pukul {clock_time(at, zone)}",
    }


def _counted(contacts: Iterable[Contact]) -> list[list[str]]:
    held = list(contacts)
    confirmed = [contact for contact in held if contact.is_evidence]
    minutes = sum(contact.minutes for contact in confirmed)
    return [
        ["Kontak tercatat", str(len(held))],
        ["Dibenarkan peserta", f"{len(confirmed)} kontak, {minutes} menit"],
    ]


def _contacts(contacts: Iterable[Contact], other: Any, label: str) -> dict[str, Any]:
    rows = [
        [
            short_date(contact.held_on),
            other(contact),
            f"{contact.get_how_display()}, {contact.minutes} menit",
            contact.summary,
            str(contact.get_answer_display()) or "Belum dijawab",
        ]
        for contact in contacts
    ]
    heads = ["Tanggal", label, "Cara dan lama", "Yang dibahas", "Peserta mengatakan"]
    return _part("Kontak", heads, rows, ("auto", "3fr", "2fr", "4fr", "2fr"))


def _part(title: str, heads: list[str], rows: list[list[str]], widths: Sequence[str]) -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows, "widths": widths}


def _span(pair: Mentorship) -> list[str]:
    zone = clock.office_zone()
    ended = short_date(pair.ended_at, zone) if pair.ended_at else ""
    return [short_date(pair.started_at, zone), ended, str(pair.get_outcome_display() or pair.get_state_display())]


def _day(day: date | None) -> str:
    return short_date(day) if day else ""
