"""The mentoring record of a participant and of a mentor, for the accountability file; always in Indonesian.

Contacts that were voided are left out; whether the participant confirmed stands beside each. No private note, no phone.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date, short_date
from sanggar.foundation.documents import pdf
from sanggar.mentoring.models import Closing, Contact, Mentor, Mentorship, MentorshipState
from sanggar.mentoring.queries import contacts_of, history_of
from sanggar.mentoring.queries.pairs import NEVER_BEGAN
from sanggar.people.queries import letterhead_of
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment, Goal

SPAN = ("1fr", "auto", "auto", "auto")
GOALS = ("2fr", "4fr", "2fr", "3fr")
Named = Callable[[Mentorship], str]
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
    programme, pairs = enrolment.stage.programme, _pairs_of(enrolment)
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
            *_rests_and_ends(pairs, lambda pair: pair.mentor.account.name, "Pendamping"),
        ],
        "signatures": [
            ["Pendamping", *_signer(pairs)],
            ["Peserta", enrolment.person.name, ""],
        ],
    }


def _pairs_of(enrolment: Enrolment) -> list[Mentorship]:
    rows = history_of(enrolment).exclude(NEVER_BEGAN).select_related("closing")
    return list(rows.prefetch_related("events"))


def _goals_of(pairs: Iterable[Mentorship]) -> list[list[str]]:
    """How the goals of everyone a mentor accompanied came out; each person's once, however often they came."""
    people = {pair.enrolment_id: pair.enrolment for pair in pairs}
    return [
        [_person(enrolment), goal.text, str(goal.get_result_display()) or "Berjalan", goal.note]
        for enrolment in people.values()
        for goal in enrolment.goals.all()
    ]


def _rests_and_ends(pairs: Sequence[Mentorship], other: Named, label: str) -> list[dict[str, Any]]:
    """When accompaniment rested, and how it was brought to an end; each only where there is any. Why it rested is left
    out: it is of no account.
    """
    rests = [[other(pair), *span] for pair in pairs for span in _rests(pair)]
    ends = [[other(pair), *told] for pair in pairs if (told := _end(pair))]
    parts = [
        _part("Jeda", [label, "Mulai", "Direncanakan sampai", "Dilanjutkan"], rests, SPAN),
        _part("Penutup", [label, "Bicara penutup", "Selanjutnya"], ends, ("2fr", "3fr", "4fr")),
    ]
    return [part for part in parts if part["rows"]]


def _rests(pair: Mentorship) -> Iterator[list[str]]:
    """Each pause with the day on which the pair went on, or ended."""
    zone, events = clock.office_zone(), list(pair.events.all())
    for number, event in enumerate(events):
        if event.to_state == MentorshipState.PAUSED:
            following = events[number + 1] if number + 1 < len(events) else None
            went_on = short_date(following.at, zone) if following else ""
            yield [short_date(event.at, zone), _day(event.until), went_on]


def _end(pair: Mentorship) -> list[str]:
    """Nothing of who was never closed: moved, or running still."""
    closing: Closing | None = getattr(pair, "closing", None)
    if closing is None:
        return []
    talk = _day(closing.held_on) or (f"Tidak ada: {closing.why_no_talk}" if closing.why_no_talk else "Tidak ada")
    return [talk, closing.what_next]


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
    noted = Contact.objects.filter(mentorship__mentor=mentor, voided_at=None)
    contacts = list(noted.select_related("mentorship__enrolment__person__village").order_by("held_on", "pk"))
    rows = mentor.mentorships.exclude(NEVER_BEGAN).select_related("enrolment__person__village", "closing")
    pairs = list(rows.prefetch_related("enrolment__goals", "events").order_by("started_at", "pk"))
    people, goals = [[_person(pair.enrolment), *_span(pair)] for pair in pairs], _goals_of(pairs)
    return _page(programme, "Catatan Pendamping", at) | {
        "facts": [["Program", programme.name], ["Pendamping", mentor.account.name], *_counted(contacts)],
        "parts": [
            _part("Peserta yang didampingi", ["Nama", "Mulai", "Berakhir", "Hasil"], people, SPAN),
            *([_part("Tujuan peserta", ["Peserta", "Tujuan", "Hasil", "Catatan"], goals, GOALS)] if goals else []),
            _contacts(contacts, lambda contact: _person(contact.mentorship.enrolment), "Peserta"),
            *_rests_and_ends(pairs, lambda pair: _person(pair.enrolment), "Peserta"),
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
        "office": letterhead_of(programme.organisation),
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
            contact.told,
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
