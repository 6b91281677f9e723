"""What a change of a meeting brings about, found by rehearsing it: whom it concerns, what was booked, which letters."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import long_date, time_range
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.phones import format_phone
from sanggar.journeys.meetings import is_wanted, talks_hit
from sanggar.people.models import Account
from sanggar.planning.meeting_words import elsewhere_words, size_words
from sanggar.planning.models import ChangeKind, Meeting, MeetingChange
from sanggar.planning.queries import too_small
from sanggar.planning.rules import programmes_seen_by
from sanggar.spending.queries import payments_of
from sanggar.spending.states import PaymentState
from sanggar.training.letters import change_letter_text
from sanggar.training.models import Material
from sanggar.training.queries import is_told, overlaps, participants_told, trainers_told

LANGUAGES = (("id", "Bahasa Indonesia"), ("en", "English"))
Person = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Consequences:
    """`told` get a letter, `untold` have no address and are to be called: names, each with where they are reached.
    Without `letters` nobody is told.
    """

    told: list[Person]
    untold: list[Person]
    trainers: list[Person]
    booked: list[str]
    warnings: list[str]
    letters: list[tuple[str, str, str]]


def rehearse(act: Callable[..., MeetingChange | None], reader: Account, **given: Any) -> Consequences | None:
    """Carry the act out, look, and take it all back. None where nobody is to be told. Raises what the act refuses."""
    with transaction.atomic():
        step = act(**given)
        found = consequences_of(step, reader) if step else None
        transaction.set_rollback(True)
    return found


def consequences_of(step: MeetingChange, reader: Account) -> Consequences:
    meeting = step.meeting
    told = is_told(step)
    people = list(participants_told(meeting)) if told and step.kind != ChangeKind.SUBSTITUTED else []
    return Consequences(
        told=[(each.person.name, each.person.email) for each in people if each.person.email],
        untold=[(each.person.name, format_phone(each.person.phone)) for each in people if not each.person.email],
        trainers=list(_trainers(step)) if told else [],
        booked=list(_booked(step)),
        warnings=[*_warnings(meeting, reader), *_talks(step)],
        letters=list(_letters(step)) if told else [],
    )


def _trainers(step: MeetingChange) -> Iterator[Person]:
    reached = {account.pk: account.email or "" for account in trainers_told(step)}
    for name, account in dict.fromkeys(
        [(step.trainer_name, step.trainer_id), (step.meeting.trainer_name, step.meeting.trainer_id)]
    ):
        yield name, reached.get(account or 0, "") or _("tanpa akun: kabari sendiri")


def _booked(step: MeetingChange) -> Iterator[str]:
    """What somebody may have to be told of by the officer."""
    meeting, was = step.meeting, _span(step)
    if step.venue and step.kind != ChangeKind.SUBSTITUTED:
        yield _("Tempat semula: %(venue)s, %(when)s. Kabari pengelolanya bila sudah dipesan.") % {
            "venue": step.venue,
            "when": was,
        }
    dead = (PaymentState.REFUSED, PaymentState.CANCELLED)
    for payment in payments_of(meeting.cohort.stage.programme).filter(meeting=meeting).exclude(state__in=dead):
        words = {"amount": format_rupiah(payment.amount), "payee": payment.receiver.name}
        yield _("Pembayaran %(amount)s kepada %(payee)s (%(state)s).") % {
            **words,
            "state": payment.get_state_display().lower(),
        }
    if step.kind == ChangeKind.CANCELLED:
        for material in Material.objects.filter(release_meetings=meeting):
            yield _("Materi “%(title)s” dibuka bagi yang hadir di sesi ini.") % {"title": material.title}


def _warnings(meeting: Meeting, reader: Account) -> Iterator[str]:
    """Told, not refused: people expected at two places at once, and a room that is too small."""
    if meeting.cancelled_at:
        return
    programme = meeting.cohort.stage.programme
    if small := too_small(meeting):
        yield size_words(small)
    if twice := overlaps(meeting):
        seen = set(programmes_seen_by(reader).values_list("pk", flat=True))
        yield from (elsewhere_words(programme, each.name, each.other, seen) for each in twice)


def _talks(step: MeetingChange) -> Iterator[str]:
    """Whose talk it hits; both sides get a letter. With whom somebody talks elsewhere is not told here."""
    programme, trainer = step.meeting.cohort.stage.programme, step.meeting.trainer_id
    wanted = is_wanted(step.meeting)
    for talk in talks_hit(step):
        pair = talk.mentorship
        words = {"name": pair.enrolment.person.name, "mentor": pair.mentor.account.name}
        if not wanted(pair.enrolment.person):
            yield _("%(mentor)s pada waktu itu berjanji dengan peserta yang didampinginya; keduanya dikabari.") % words
        elif pair.mentor.programme_id == programme.pk or pair.mentor.account_id == trainer:
            yield _("%(name)s pada waktu itu berjanji dengan pendampingnya, %(mentor)s; keduanya dikabari.") % words
        else:
            yield _("%(name)s pada waktu itu berjanji dengan pendampingnya di program lain; keduanya dikabari.") % words


def _letters(step: MeetingChange) -> Iterator[tuple[str, str, str]]:
    """(language, its name, the letter), with a gap where each one's name will stand."""
    for code, name in LANGUAGES:
        yield code, name, change_letter_text(step, step.meeting, name="…", language=code)


def _span(step: MeetingChange) -> str:
    zone = clock.office_zone()
    return f"{long_date(step.starts_at, zone)}, {time_range(step.starts_at, step.ends_at, zone)}"
