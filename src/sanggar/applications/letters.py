"""Letters to applicants, written by the worker. Tasks carry ids only; the language is the one they applied in.

The words are the office's own for the call and the moment, else those of `default_letters`. Every letter goes through
the outbox, which finds the channel.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from sanggar.applications.default_letters import default_words
from sanggar.applications.merging import fill
from sanggar.applications.models import Application, ApplicationState, Call, CallChange, CallLetter, Guardianship
from sanggar.applications.moments import LINK, Moment, Words
from sanggar.applications.status import OwnStatus, own_status, status_after, still_needed
from sanggar.applications.telling import seats_told
from sanggar.foundation import clock
from sanggar.foundation.by_hand import ByHand
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.mail import public_address, send_letter
from sanggar.foundation.messaging.channels import is_reached
from sanggar.foundation.messaging.envelope import Envelope
from sanggar.foundation.messaging.outbox import About, empty, post, write
from sanggar.foundation.models import Message
from sanggar.foundation.work import UNHURRIED

HIDDEN_LINK = "…"
AT_ONCE = 200
GONE = (ApplicationState.WITHDRAWN, ApplicationState.SUPERSEDED, ApplicationState.REFUSED)
GUARDIAN_LINK_WAITS = timedelta(days=14)
"""How long somebody of the office may still have to tell it."""
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter is about: its `key` on the programme's shelf, and what the outbox is to know of it."""

    key: str
    until: datetime | None = None
    once: bool = False
    batch: str = ""


def has_a_way(application: Application) -> bool:
    """Whether a letter can reach this person without anybody telling it."""
    return is_reached(application.email, application.phone)


@task(priority=UNHURRIED)
def send_receipt(application_id: int) -> None:
    """The receipt number and the secret link. The same for a contested application as for any other."""
    application = _found(application_id)
    write_to(application, Moment.RECEIPT, receipt_values(application), Told(f"receipt {application.pk}", once=True))


@task
def send_decision(application_id: int) -> None:
    """Where the application stands now, and what the office asks for. A newer one takes the place of one that waits."""
    application = _found(application_id)
    write_to(
        application,
        decision_moment(application.state),
        decision_values(application),
        Told(f"decision {application.pk}"),
    )


@task
def send_prolonged(change_id: int) -> None:
    """Have a letter written to everyone whose application can still be changed: that the call runs longer. What is
    asked for twice, as by a worker that was killed and its successor, is written once.
    """
    change = CallChange.objects.get(pk=change_id)
    told = reached_by_change(change.call)
    for start in range(0, len(told), AT_ONCE):
        with transaction.atomic():
            for pk in told[start : start + AT_ONCE]:
                write_prolonged.enqueue(change_id, pk)


@task(priority=UNHURRIED)
def write_prolonged(change_id: int, application_id: int) -> None:
    """Lay the letter to one of them into the batch, which leaves when an officer releases it. Nothing where the end was
    changed once more; it isn't while the letter is written, which the next change then finds and takes back.
    """
    change = CallChange.objects.get(pk=change_id)
    with transaction.atomic():  # nothing of a batch is sent here, so no provider keeps the call waiting
        Call.objects.select_for_update(no_key=True).get(pk=change.call_id)
        application = _found(application_id)
        overtaken = CallChange.objects.filter(call=change.call_id, pk__gt=change_id).exists()
        if overtaken or application.erased_at or application.state in GONE or not has_a_way(application):
            return
        key = f"prolonged {change.pk} {application.pk}"
        told = Told(key, until=change.after, once=True, batch=change_batch(change))
        write_to(application, Moment.PROLONGED, prolonged_values(application, change), told)


def change_batch(change: CallChange) -> str:
    return f"perpanjangan-{change.pk}"


def reached_by_change(call: Call) -> list[int]:
    """The applications whose people are told when the call runs longer."""
    found = Application.objects.filter(call=call, erased_at=None).exclude(state__in=GONE)
    rows = found.order_by("pk").values_list("pk", "email", "phone")
    return [pk for pk, email, phone in rows if is_reached(email, phone)]


@task
def send_correction_reminder(application_id: int) -> None:
    """That the deadline of a correction is near. Without an address somebody tells it; never the secret link, which
    is for its owner alone.
    """
    found = Application.objects.select_related("call__stage__programme__organisation", "correction")
    application = found.get(pk=application_id)
    if application.state != ApplicationState.CORRECTION:
        return
    programme, due_at = application.programme, application.correction.due_at
    told = ByHand(application.name, application.phone, programme.shelf, f"correction {application.pk}", due_at)
    with translation.override(application.language):
        context = {
            "application": application,
            "due": f"{plain_date(due_at)}, {clock_time(due_at)}",
            "reason": own_status(application).reason,
        }
    send_letter(
        "applications/mail/correction_reminder",
        context,
        to=application.email,
        language=application.language,
        office=programme.organisation_id,
        by_hand=told,
    )


@task
def send_guardian_link(guardianship_id: int) -> None:
    """The guardian's own link, to the telephone that was typed. Nothing once they answered or another was named."""
    found = Guardianship.objects.select_related("application__call__stage__programme__organisation")
    named = found.get(pk=guardianship_id)
    if not named.is_waiting:
        return
    application, programme = named.application, named.application.programme
    told = ByHand(
        named.name, named.phone, programme.shelf, _guardian_key(named), until=clock.now() + GUARDIAN_LINK_WAITS
    )
    send_letter(
        "applications/mail/guardian",
        {"named": named, "application": application, "path": named.path},
        to=None,
        language=application.language,
        office=programme.organisation_id,
        by_hand=told,
    )


def forget_guardian_link(guardianship: Guardianship, *, at: datetime) -> None:
    """What was written to this guardian is for nobody any more: with their number, it names a child."""
    shelf = guardianship.application.programme.shelf
    empty(Message.objects.filter(shelf=shelf, key=_guardian_key(guardianship)), at)


def _guardian_key(guardianship: Guardianship) -> str:
    return f"guardian {guardianship.pk}"


def receipt_values(application: Application) -> dict[str, str]:
    return receipt_told(application.call, application.language)


def receipt_told(call: Call, language: str) -> dict[str, str]:
    """What a receipt says of its call, whoever gets it."""
    with translation.override(language):
        deadline = f"{plain_date(call.ends_at)}, {clock_time(call.ends_at)}"
        return {"batas_waktu": deadline, "cara_kursi": seats_told(call)}


def prolonged_values(application: Application, change: CallChange) -> dict[str, str]:
    with translation.override(application.language):
        return {
            "menjadi": f"{plain_date(change.after)}, {clock_time(change.after)}",
            "alasan": change.reason,
            "yang_perlu": still_needed(application),
        }


def prolonged_before(application: Application, after: datetime | None) -> str:
    """The letter about a later end that is not decided yet, without the secret link; `after` where it is known."""
    with translation.override(application.language):
        new = f"{plain_date(after)}, {clock_time(after)}" if after else _("‹waktu tutup yang Anda isi›")
        values = {"menjadi": new, "alasan": _("‹alasan yang Anda isi›"), "yang_perlu": still_needed(application)}
    return shown_before(application, Moment.PROLONGED, values)


def decision_values(application: Application) -> dict[str, str]:
    with translation.override(application.language):
        return _told_of(own_status(application))


def decision_before(application: Application, state: ApplicationState, *, reason: str, due_at: datetime | None) -> str:
    """The letter about a decision that is not made yet, without the secret link."""
    with translation.override(application.language):
        told = _told_of(status_after(application, state, reason=reason, due_at=due_at))
    return shown_before(application, decision_moment(state), told)


def decision_moment(state: str) -> Moment:
    return Moment.CORRECTION if state == ApplicationState.CORRECTION else Moment.DECISION


def _told_of(status: OwnStatus) -> dict[str, str]:
    return {"keadaan": status.title, "penjelasan": status.text, "alasan": status.reason}


def _found(application_id: int) -> Application:
    return Application.objects.select_related("call__stage__programme__organisation").get(pk=application_id)


def write_to(application: Application, moment: str, values: Values, told: Told) -> Message:
    """Put the letter of a moment into the outbox. `values` are the moment's own fields, in the person's language."""
    own, about = _letter(application, moment, values, told)
    return post(own, about, language=application.language, at=clock.now())


def lay_for(application: Application, moment: str, values: Values, told: Told) -> Message:
    """The same within an act: it leaves with the next minute."""
    own, about = _letter(application, moment, values, told)
    return write(own, about, language=application.language, at=clock.now())[0]


def _letter(application: Application, moment: str, values: Values, told: Told) -> tuple[Envelope, About]:
    letter = letter_in_force(application.call, moment)
    programme = application.programme
    own = merged(application, moment, values, letter)
    version = letter.version if letter else None
    return own, About(programme.shelf, told.key, told.until, once=told.once, batch=told.batch, version=version)


def shown_before(application: Application, moment: str, values: Values) -> str:
    """The letter as it will be sent, for whoever looks at it beforehand: without the secret link."""
    hidden = {**values, LINK: HIDDEN_LINK}
    letter = merged(application, moment, hidden, letter_in_force(application.call, moment))
    return f"{letter.subject}\n\n{letter.body}"


def merged(application: Application, moment: str, values: Values, letter: CallLetter | None) -> Envelope:
    """The words of a moment for one person."""
    filled = {**common_values(application, application.language), **values}
    words = words_of(moment, letter, application.language)
    with translation.override(application.language):
        subject, body = fill(words.subject, filled), fill(words.body, filled)
    return Envelope(
        name=application.name,
        phone=application.phone,
        subject=" ".join(subject.split()),
        body=body,
        email=application.email,
        office=str(application.programme.organisation_id),
        short=fill(words.short, filled),
        template=letter.whatsapp if letter else "",
        parameters=[filled[name] for name in letter.parameters] if letter else [],
    )


def words_of(moment: str, letter: CallLetter | None, language: str) -> Words:
    with translation.override(language):
        default = default_words(moment)
    if letter is None:
        return default
    words = letter.words(language)
    return words if words.short else replace(words, short=f"{words.subject} {{{LINK}}}")


def letter_in_force(call: Call, moment: str) -> CallLetter | None:
    """The office's own words; None where the default ones are used."""
    return CallLetter.objects.filter(call=call, moment=moment, retired_at=None).first()


def common_values(application: Application, language: str) -> dict[str, str]:
    call, programme = application.call, application.programme
    with translation.override(language):
        title, stage = call.shown_title, call.stage.shown_name
    return {
        "nama": application.name,
        "nomor_lamaran": application.receipt,
        "pendaftaran": title,
        "program": programme.name,
        "tahap": stage,
        LINK: public_address(application.own_path),
        "kantor": programme.organisation.name,
        "telepon_kantor": programme.organisation.contact_phone,
    }
