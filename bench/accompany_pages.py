"""Fill an empty installation with a large programme and ask for its pages; run by accompany.py with its environment."""

import logging
import os
import sys
import time
import uuid
from datetime import date, timedelta
from statistics import quantiles
from typing import Any

from accompany_works import fill_care, fill_works, more_pages, set_up
from sanggar.cli.django import prepare, say

ROUNDS = 5 if os.environ.get("SHORT") == "yes" else 50
PER_MENTOR, CONTACTS = 50, 10
TAUGHT = 10
"""Cohorts that the trainer who is measured teaches."""
MEETINGS = 10
"""Past meetings of a cohort: 2,000 for 10,000 people. One person of a cohort stands on none of the last's list."""
BATCH = 2_000


def main(sizes: list[int]) -> None:
    prepare()
    logging.disable()
    from django.test import Client

    programme = make_programme(max(sizes))
    results: dict[str, list[tuple[int, list[float], float]]] = {}
    for done, size in zip([0, *sizes], sizes, strict=False):
        fill(programme, done, size)
        say(f"  {size} participants are in")
        gather_statistics()
        for name, (account, path) in pages(programme).items():
            client = Client(SERVER_NAME="127.0.0.1")
            client.force_login(account)
            results.setdefault(name, []).append(ask(client, path))
    for name, found in results.items():
        say(told(name, found))


def told(name: str, found: list[tuple[int, list[float], float]]) -> str:
    """Queries at each size, and how long the page takes at the last."""
    queries = [each for each, _times, _work in found]
    _last, times, work = found[-1]
    cuts, at_sizes = quantiles(times, n=100, method="inclusive"), " ".join(f"{each:4}" for each in queries)
    verdict = "constant" if len(set(queries)) == 1 else "GROWING"
    return f"  {name:<24}{at_sizes} {verdict:<9} p50 {cuts[49]:7.1f}  p99 {cuts[98]:7.1f}  CPU {work:6.1f}"


def gather_statistics() -> None:
    """As PostgreSQL does by itself within a minute of such a change; the bench does not wait for it."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def ask(client: Any, path: str) -> tuple[int, list[float], float]:
    """How many queries one request makes, milliseconds of many, and of each in this process alone (with SQLite all of
    it), which other work on the machine does not lengthen.
    """
    asked = count_queries()
    client.get(path)
    before = len(asked)
    answer = client.get(path)
    queries = len(asked) - before
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    times, worked = [], time.process_time()
    for _round in range(ROUNDS):
        began = time.perf_counter()
        client.get(path)
        times.append((time.perf_counter() - began) * 1000)
    return queries, times, (time.process_time() - worked) * 1000 / ROUNDS


def count_queries() -> list[None]:
    """A list that grows by one with every query of this process from now on."""
    from django.db.backends.utils import CursorWrapper

    asked: list[None] = []
    execute = CursorWrapper.execute

    def counted(self: Any, sql: Any, params: Any = None) -> Any:
        asked.append(None)
        return execute(self, sql, params)

    CursorWrapper.execute = counted  # type: ignore[method-assign]  # so that every connection counts
    return asked


def pages(programme: Any) -> dict[str, tuple[Any, str]]:
    from sanggar.people.models import Account

    desk = f"/desk/{programme.organisation.slug}/{programme.slug}/"
    officer = Account.objects.get(email="pengelola@contoh.example")
    return {
        "my page, participant": (Account.objects.get(email="peserta0@contoh.example"), "/saya/"),
        "my page, mentor of 50": (Account.objects.get(email="pendamping0@contoh.example"), "/saya/"),
        "my page, trainer": (Account.objects.get(email="narasumber@contoh.example"), "/saya/"),
        "pairs of a mentor": (Account.objects.get(email="pendamping0@contoh.example"), "/saya/pendampingan/"),
        "participants": (officer, f"{desk}pelatihan/peserta/"),
        "participants, page 50": (officer, f"{desk}pelatihan/peserta/?page=50"),
        "pairs": (officer, f"{desk}pendampingan/"),
        "pairs, page 50": (officer, f"{desk}pendampingan/?page=50"),
        "pairs by name": (officer, f"{desk}pendampingan/?sort=peserta"),
        "coverage": (officer, f"{desk}pendampingan/cakupan/"),
        "coverage, file": (officer, f"{desk}pendampingan/cakupan/?format=xlsx"),
        "completion": (officer, f"{desk}sertifikat/"),
        "completion, page 50": (officer, f"{desk}sertifikat/?page=50"),
        "timetable": (officer, f"{desk}pelatihan/"),
        "cockpit": (officer, desk),
        "desk home": (officer, "/desk/"),
        **more_pages(programme, desk, officer),
    }


def make_programme(seats: int) -> Any:
    from sanggar.applications import actions as applications
    from sanggar.evaluation import actions as evaluation
    from sanggar.foundation import clock
    from sanggar.foundation.audit import Actor
    from sanggar.people import actions as people
    from sanggar.people.models import Organisation, Role
    from sanggar.planning import actions as planning

    by, at = Actor.system("bench"), clock.now()
    office = Organisation.objects.create(region_id="35.73", name="Dinas Uji", short_name="Dinas Uji", slug="dinas-uji")
    officer = people.open_account(email="pengelola@contoh.example", name="Dewi", by=by, at=at)
    people.give_grant(officer, Role.OFFICER, organisation=office, by=by, at=at)
    trainer = people.open_account(email="narasumber@contoh.example", name="Tono", by=by, at=at)
    people.give_grant(trainer, Role.TRAINER, organisation=office, by=by, at=at)
    programme = planning.create_programme(
        office, name="Pelatihan Uji", slug="uji", code="UJ", fiscal_year=2026, by=by, at=at
    )
    track = planning.add_track(programme, code="youtube", name="YouTube", by=by, at=at)
    stage = planning.add_stage(programme, ordinal=1, name="Tahap 1", seats=min(seats, 10_000), by=by, at=at)
    planning.publish_programme(programme, by=by, at=at)
    set_up(programme, by, at)
    evaluation.set_rule(programme, attendance_percent=95, contacts=4, works=0, by=by, at=at)
    applications.create_call(
        stage,
        title="Uji",
        slug="uji",
        opens_at=at - timedelta(days=60),
        closes_at=at - timedelta(days=30),
        tracks={track: None},
        by=by,
        at=at,
    )
    return programme


def fill(programme: Any, start: int, stop: int) -> None:
    """Participants with an account, cohort, mentor and contacts, written in bulk."""
    from django.db import transaction

    for first in range(start, stop, BATCH):
        with transaction.atomic():
            _fill(programme, range(first, min(first + BATCH, stop)))


def _fill(programme: Any, numbers: range) -> None:
    from sanggar.applications.models import Application, ApplicationState, Category
    from sanggar.foundation import clock
    from sanggar.foundation.models import Region
    from sanggar.foundation.sealed import seal
    from sanggar.mentoring.models import Answer, Contact, How, Mentor, Mentorship, MentorshipEvent, MentorshipState
    from sanggar.people.actions import NIK_PLACE
    from sanggar.people.models import Account, Person, Role
    from sanggar.planning.models import Meeting, ProgrammeGrant, Stage
    from sanggar.training.models import Attendance, Enrolment, Method, Presence

    at = clock.now()
    stage = Stage.objects.get(programme=programme)
    track, call, village = programme.tracks.get(), stage.calls.get(), Region.objects.get(code="35.73.02.1009")
    niks = {number: f"357301{1 + number % 28:02}0995{9000 + number % 1000:04}" for number in numbers}
    own = Account.objects.bulk_create(
        [Account(email=f"peserta{number}@contoh.example", name=f"Peserta {number}") for number in numbers]
    )
    people = Person.objects.bulk_create(
        [
            Person(
                name=f"Peserta {number}", nik_sealed=seal(niks[number], NIK_PLACE), nik_lookup=f"{number:064}",
                nik_prefix="357301", birth_date=date(1995, 9, 1 + number % 28), sex="PL"[number % 2], village=village,
                phone=f"+6281{number:09}", email=account.email, account=account, registered_at=at,
            )
            for number, account in zip(numbers, own, strict=True)
        ]
    )  # fmt: skip
    applied = Application.objects.bulk_create(
        [
            Application(
                call=call, submission_id=uuid.uuid4(), receipt=f"UJ-{number:08}", state=ApplicationState.ELIGIBLE,
                name=person.name, nik_sealed=person.nik_sealed, nik_lookup=f"{number:064}", nik_prefix="357301",
                birth_date=person.birth_date, sex=person.sex, village=village, phone=person.phone, track=track,
                category=Category.PUBLIC, motivation="Uji.", submitted_at=at, changed_at=at, email=person.email,
            )
            for number, person in zip(numbers, people, strict=True)
        ]
    )  # fmt: skip
    cohorts = _cohorts(stage, numbers)
    enrolled = Enrolment.objects.bulk_create(
        [
            Enrolment(
                person=person, application=application, stage=stage, cohort=cohorts[number // 50], track=track,
                enrolled_at=at - timedelta(days=90),
            )
            for number, person, application in zip(numbers, people, applied, strict=True)
        ]
    )  # fmt: skip
    Stage.objects.filter(pk=stage.pk).update(seats_taken=stage.seats_taken + len(numbers))
    mentors = {}
    for place in range(numbers.start // PER_MENTOR, -(-numbers.stop // PER_MENTOR)):
        account = Account.objects.create_user(f"pendamping{place}@contoh.example", None, name=f"Pendamping {place}")
        ProgrammeGrant.objects.create(
            programme=programme, account=account, role=Role.MENTOR, given_at=at, given_by="uji"
        )
        mentors[place] = Mentor.objects.create(
            programme=programme, account=account, capacity=PER_MENTOR, assigned=PER_MENTOR, added_at=at, added_by="uji"
        )
    pairs = Mentorship.objects.bulk_create(
        [
            Mentorship(
                enrolment=enrolment, mentor=mentors[number // PER_MENTOR], state=MentorshipState.ACTIVE,
                started_at=at - timedelta(days=80),
            )
            for number, enrolment in zip(numbers, enrolled, strict=True)
        ]
    )  # fmt: skip
    MentorshipEvent.objects.bulk_create(
        [
            MentorshipEvent(mentorship=pair, at=pair.started_at, by_label="uji", to_state=MentorshipState.ACTIVE)
            for pair in pairs
        ]
    )
    Contact.objects.bulk_create(
        [
            Contact(
                mentorship=pair, held_on=(at - timedelta(days=7 * week + 1)).date(), how=How.CHAT, minutes=20,
                summary="Membahas naskah.", recorded_at=at, recorded_by="uji",
                **({"answer": Answer.CONFIRMED, "answered_at": at, "answered_by": "uji"} if week % 2 else {}),
            )
            for pair in pairs
            for week in range(CONTACTS)
        ]
    )  # fmt: skip
    fill_care(pairs, list(mentors.values()), at)
    fill_works(programme, enrolled, at)
    held = [meeting for cohort in cohorts.values() for meeting in Meeting.objects.filter(cohort=cohort)]
    last = {meeting.cohort_id: meeting.pk for meeting in held}
    Attendance.objects.bulk_create(
        [
            Attendance(
                meeting=meeting, enrolment=enrolment, presence=Presence.PRESENT, method=Method.HAND, recorded_at=at,
                recorded_by="uji",
            )
            for number, enrolment in zip(numbers, enrolled, strict=True)
            for meeting in held
            if meeting.cohort_id == enrolment.cohort_id and (meeting.pk != last[meeting.cohort_id] or number % 50)
        ]
    )  # fmt: skip


def _cohorts(stage: Any, numbers: range) -> dict[int, Any]:
    from sanggar.foundation import clock
    from sanggar.people.models import Account
    from sanggar.planning.models import Cohort, Meeting

    at, made = clock.now(), {}
    trainer = Account.objects.get(email="narasumber@contoh.example")
    for place in range(numbers.start // 50, -(-numbers.stop // 50)):
        name = f"Kelas {place}"
        made[place] = Cohort.objects.filter(stage=stage, name=name).first() or Cohort.objects.create(
            stage=stage, name=name, seats=50, seats_taken=50
        )
        for week in range(MEETINGS):
            start = at - timedelta(days=80 - 7 * week)
            Meeting.objects.get_or_create(
                cohort=made[place],
                topic=f"Sesi {week + 1}",
                defaults={
                    "starts_at": start,
                    "ends_at": start + timedelta(hours=3),
                    "venue": "Aula",
                    "trainer_name": "Tono",
                    "trainer": trainer if place < TAUGHT else None,
                },
            )
    return made


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
