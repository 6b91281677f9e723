"""Letters to mentors and participants, sent by the worker. Tasks are given ids; letters say how many, never who."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django_tasks import task

from sanggar.foundation import clock
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.dates import local_date
from sanggar.foundation.mail import Attachment, send_letter
from sanggar.foundation.once import send_once
from sanggar.foundation.work import UNHURRIED
from sanggar.mentoring.calendars import talk_file
from sanggar.mentoring.models import (
    AfterCheck,
    ChangeRequest,
    Complaint,
    FollowUpKind,
    Mentor,
    MentorApplication,
    MentorReminder,
    Mentorship,
    Talk,
)
from sanggar.mentoring.queries import check_token, contacts_to_answer, rhythm_of, talk_token
from sanggar.mentoring.queries.care import ANSWERED, appointers_of, by_hand_key, hearers_of
from sanggar.mentoring.queries.pairs import SHOWN_WITH as PAIR_WITH
from sanggar.mentoring.queries.reminders import Waiting, waiting_for
from sanggar.mentoring.queries.rhythm import first_contact_days, with_rhythm
from sanggar.mentoring.queries.talks import SHOWN_WITH
from sanggar.people.models import Role
from sanggar.planning.rules import holds
from sanggar.training.models import Enrolment

REMINDERS = uuid.UUID("0b1d6f0a-6a53-4b0c-8a5e-2f3f5a0c7d21")


@task()
def tell_mentor_added(mentor_id: int) -> None:
    """Someone became a mentor of a programme."""
    send_to_mentor("added", _mentors().get(pk=mentor_id))


@task()
def tell_mentor_of_new_people(mentor_id: int, count: int) -> None:
    mentor = _mentors().get(pk=mentor_id)
    send_to_mentor("new_people", mentor, count=count, first_days=first_contact_days(mentor.programme))


@task()
def tell_mentor_of_moved_people(mentor_id: int, count: int) -> None:
    """Somebody else accompanies them from now on; who, stands on the mentor's page."""
    send_to_mentor("moved_people", _mentors().get(pk=mentor_id), count=count)


@task()
def ask_mentor_of_people(mentor_id: int, count: int) -> None:
    """Whether they would accompany so many; it begins with their yes."""
    send_to_mentor("asked", _mentors().get(pk=mentor_id), count=count)


@task()
def tell_participant_of_mentor(mentorship_id: int) -> None:
    """Who accompanies from now on, in whose stead, and which talks went with the one before."""
    pair = with_rhythm(Mentorship.objects.select_related(*PAIR_WITH, "enrolment__application")).get(pk=mentorship_id)
    before, enrolment, zone = pair.previous, pair.enrolment, clock.office_zone()
    rhythm = rhythm_of(pair, clock.now())
    lost = Talk.objects.filter(mentorship=before, cancelled_at=pair.started_at) if before else Talk.objects.none()
    talks = list(lost.select_related(*SHOWN_WITH))
    files = [Attachment("janji.ics", talk_file(talk, at=clock.now()), "text/calendar") for talk in talks]
    context: dict[str, Any] = {
        "mentor": pair.mentor.account.name,
        "before": before.mentor.account.name if before else "",
        "began": local_date(pair.started_at, zone),
        "rests_until": pair.resumes_on,
        "first_on": None if rhythm.is_over else rhythm.next_on,
        "talks": talks,
    }
    context |= {"name": enrolment.person.name, "page": own_page(enrolment)}
    send_to_participant("mentor", enrolment, files, **context)


@task(priority=UNHURRIED)
def remind_mentor(mentor_id: int) -> None:
    """Say how many of a mentor's people wait, and for what; nothing when none does, or when it was said today."""
    mentor, at = _mentors().get(pk=mentor_id), clock.now()
    waiting = waiting_for(mentor, at)
    if waiting.people:
        _remind_once(mentor, waiting, at)


def _remind_once(mentor: Mentor, waiting: Waiting, at: datetime) -> None:
    """Once a day; a retry sends what was not sent. Nothing is locked while the mail server answers."""
    day = local_date(at, clock.office_zone())
    if MentorReminder.objects.filter(mentor=mentor, day=day).exists():
        return
    token = uuid.uuid5(REMINDERS, f"{mentor.pk} {day.isoformat()}")
    kinds = Counter(str(FollowUpKind(each.kind).label) for each in waiting.follow_ups)
    if send_once(token, at, partial(send_to_mentor, "reminder", mentor, waiting=waiting, kinds=sorted(kinds.items()))):
        MentorReminder.objects.get_or_create(mentor=mentor, day=day, defaults={"sent_at": at})


@task()
def tell_mentor_of_wish_to_talk(mentor_id: int) -> None:
    """Somebody would like to talk; who, stands on the mentor's page."""
    send_to_mentor("wish_to_talk", _mentors().get(pk=mentor_id))


@task()
def tell_of_talk(talk_id: int) -> None:
    """Both sides: when, where, and the file for the calendar."""
    _send_of_talk("talk", talk_id)


@task()
def tell_of_moved_talk(talk_id: int, before_id: int) -> None:
    """Both sides: from when to when, and the entry that takes the old one's place."""
    before = Talk.objects.select_related("slot").get(pk=before_id)
    _send_of_talk("talk_moved", talk_id, before=before)


@task()
def tell_of_cancelled_talk(talk_id: int) -> None:
    _send_of_talk("talk_cancelled", talk_id)


@task()
def tell_mentor_of_cancelled_talk(talk_id: int) -> None:
    """The mentor alone: the participant reads of it in the letter that tells of the new mentor."""
    talk = Talk.objects.select_related(*SHOWN_WITH).get(pk=talk_id)
    file = Attachment("janji.ics", talk_file(talk, at=clock.now()), "text/calendar")
    mentor = talk.mentorship.mentor
    about = f" talk {talk.pk}"
    send_to_mentor("talk_cancelled", mentor, [file], about, talk=talk, **_of_mentor(mentor))


@task()
def remind_of_talk(talk_id: int) -> None:
    """A day before; said once. Nothing is locked while the mail server answers, and a failure is tried again."""
    at, talk = clock.now(), Talk.objects.filter(pk=talk_id, reminded_at=None, cancelled_at=None).first()
    token = uuid.uuid5(REMINDERS, f"talk {talk_id}")
    if talk and send_once(token, at, partial(_send_of_talk, "talk_soon", talk_id)):
        Talk.objects.filter(pk=talk_id).update(reminded_at=at)


@task(priority=UNHURRIED)
def remind_to_confirm(enrolment_id: int, week: str) -> None:
    """What was noted of contacts and waits for the participant's word: one letter a week, however much it is."""
    enrolment, at = Enrolment.objects.get(pk=enrolment_id), clock.now()
    if count := contacts_to_answer(enrolment).count():
        page = own_page(enrolment)
        tell = partial(send_to_participant, "confirm", enrolment, name=enrolment.person.name, count=count, page=page)
        send_once(uuid.uuid5(REMINDERS, f"confirm {enrolment_id} {week}"), at, tell)


@task()
def tell_of_complaint(complaint_id: int) -> None:
    """Whoever may hear it: that there is one, nothing of it. Where nobody may, whoever can give somebody the right."""
    complaint = Complaint.objects.select_related("enrolment__stage__programme__organisation").get(pk=complaint_id)
    programme, hearers = complaint.enrolment.stage.programme, hearers_of(complaint)
    letter, told = ("complaint", hearers) if hearers else ("complaint_unheard", appointers_of(complaint))
    for account in told.exclude(email=None):
        context = {"name": account.name, "programme": programme}
        to, office = str(account.email), programme.organisation_id
        send_letter(f"mentoring/letters/{letter}", context, to=to, language=account.language, office=office)


@task()
def tell_of_complaint_answer(complaint_id: int) -> None:
    """Who complained: that there is an answer, nothing of it. Past the outbox, which every officer reads, the accused
    among them; without an address they have their code alone.
    """
    enrolment = Complaint.objects.get(pk=complaint_id).enrolment
    person, programme, language = enrolment.person, enrolment.stage.programme, enrolment.application.language
    context = {"name": person.name, "programme": programme}
    send_letter("mentoring/letters/complaint_answered", context, to=person.email, language=language)


@task()
def tell_participant_of_answer(request_id: int) -> None:
    """The wish for another mentor was answered without one: what the office wrote, never why it was asked."""
    rows = ChangeRequest.objects.select_related("mentorship__enrolment__person__account")
    request = rows.get(pk=request_id)
    enrolment = request.mentorship.enrolment
    name, page = enrolment.person.name, own_page(enrolment)
    send_to_participant(ANSWERED, enrolment, name=name, answer=request.answer, page=page)


@task(priority=UNHURRIED)
def ask_for_news(check_id: int, letter: str = "news") -> None:
    """Some months after the end, and once more two weeks later; each once, nothing locked while the mail goes out."""
    mark, at = "asked_at" if letter == "news" else "reminded_at", clock.now()
    due = AfterCheck.objects.filter(pk=check_id, answered_at=None, **{mark: None})
    check = due.select_related("mentorship__enrolment__person").first()
    if check and send_once(uuid.uuid5(REMINDERS, f"{letter} {check_id}"), at, partial(_ask_for_news, check, letter)):
        due.update(**{mark: at})


def _ask_for_news(check: AfterCheck, letter: str) -> None:
    enrolment, page = check.mentorship.enrolment, reverse("after_check", args=[check.pk, check_token(check)])
    send_to_participant(letter, enrolment, name=enrolment.person.name, months=check.months, page=page)


@task()
def tell_applicant_declined(application_id: int) -> None:
    """Who offered to be a mentor: not this time, with a word of the office."""
    application = MentorApplication.objects.select_related("programme").get(pk=application_id)
    context = {"name": application.name, "programme": application.programme, "note": application.note}
    office = application.programme.organisation_id
    send_letter("mentoring/letters/applicant_declined", context, to=application.email, office=office)


def _send_of_talk(letter: str, talk_id: int, **more: object) -> None:
    """With the entry for the calendar attached and linked."""
    talk = Talk.objects.select_related(*SHOWN_WITH).get(pk=talk_id)
    pair, calendar = talk.mentorship, reverse("talk_file", args=[talk.pk, talk_token(talk)])
    mentor, enrolment = pair.mentor, pair.enrolment
    file = Attachment("janji.ics", talk_file(talk, at=clock.now()), "text/calendar")
    context: dict[str, Any] = {"talk": talk, "calendar": calendar, **more}
    about = f" talk {talk.pk}"
    send_to_mentor(letter, mentor, [file], about, **context, **_of_mentor(mentor))
    context |= {"name": enrolment.person.name, "page": own_page(enrolment)}
    send_to_participant(letter, enrolment, [file], talk.slot.starts_at, about, **context)


def _of_mentor(mentor: Mentor) -> dict[str, object]:
    """A mentor cancels, on the page of their own time; only the participant moves. No page without the right."""
    has_right = holds(mentor.account, mentor.programme, Role.MENTOR)
    page = reverse("my_slots", args=[mentor.pk]) if has_right else ""
    return {"name": mentor.account.name, "page": page, "is_mentor": True}


def own_page(enrolment: Enrolment) -> str:
    """Where the participant finds their mentoring: without an account, behind the secret link."""
    if enrolment.person.signs_in:
        return reverse("own_mentoring", args=[enrolment.pk])
    application = enrolment.application
    return reverse("link_mentoring", args=[application.receipt, application.token])


def send_to_participant(
    letter: str,
    enrolment: Enrolment,
    attachments: Sequence[Attachment] = (),
    until: datetime | None = None,
    about: str = "",
    **context: object,
) -> None:
    """By the outbox, in the language they applied in. A newer letter takes the place of one that waits, unless they are
    `about` different things.
    """
    person, programme, language = enrolment.person, enrolment.stage.programme, enrolment.application.language
    context |= {"programme": programme}
    send_letter(
        f"mentoring/letters/{letter}",
        context,
        to=person.email,
        language=language,
        office=programme.organisation_id,
        attachments=attachments,
        by_hand=ByHand(person.name, person.phone, programme.shelf, by_hand_key(letter, enrolment.pk) + about, until),
    )


def _mentors() -> QuerySet[Mentor]:
    return Mentor.objects.select_related("account", "programme")


def send_to_mentor(
    letter: str, mentor: Mentor, attachments: Sequence[Attachment] = (), about: str = "", **context: object
) -> None:
    account, programme = mentor.account, mentor.programme
    context |= {"mentor": mentor, "programme": programme}
    send_letter(
        f"mentoring/letters/{letter}",
        context,
        to=account.email,
        language=account.language,
        office=programme.organisation_id,
        attachments=attachments,
        by_hand=ByHand(account.name, "", programme.shelf, f"{letter} mentor {mentor.pk}{about}"),
    )
