"""Letters that say that the objection period began: until when, and what this person may contest. Never a mark.

One for a person and a draw. A list that is frozen anew opens no new period, so it is no reason to write again.
"""

from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from sanggar.applications.letters import Told, has_a_way, write_to
from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.moments import Moment
from sanggar.foundation import clock
from sanggar.foundation.audit import Actor
from sanggar.foundation.mail import public_address
from sanggar.foundation.messaging.officer import take_back
from sanggar.foundation.models import Message
from sanggar.foundation.once import send_once
from sanggar.foundation.work import UNHURRIED
from sanggar.selection.letters import PATIENCE, queued
from sanggar.selection.models import Draw, DrawState, Objection, Rule
from sanggar.selection.moments import when
from sanggar.selection.queries import CONCERNED, contestable, is_contestable

TOLD = UUID("0b0e7c0c-52d4-4f0e-8f0c-8b9a6d3e7d15")


@task()
def tell_of_objections(draw_pk: int) -> None:
    """Queue the letter to each person of the call who has had none. Asked for in the transaction that freezes."""
    at = clock.now()
    draw = _open_draws().filter(pk=draw_pk).first()
    if draw is None or not draw.hears_objections(at):
        return
    waiting = queued(send_objection_letter)
    for application in _untold(draw):
        if application.pk not in waiting:
            send_objection_letter.enqueue(application.pk)


@task(priority=UNHURRIED)
def send_objection_letter(application_pk: int) -> None:
    """Tell one person, by hand too where they may contest something. Nothing once the period is over."""
    at = clock.now()
    people = Application.objects.select_related("call__stage__programme__organisation")
    application = people.filter(pk=application_pk, state__in=CONCERNED).first()
    draw = _open_draws().filter(call=application.call_id).first() if application else None
    if application is None or draw is None or not draw.hears_objections(at):
        return
    if not has_a_way(application) and not is_contestable(application, draw):
        return

    def write() -> None:
        told = Told(_key(draw, application.pk), draw.objections_until, once=True)
        write_to(application, Moment.OBJECTION, objection_values(draw, application), told)

    send_once(uuid5(TOLD, f"{draw.pk} {application.pk}"), at, write)


def take_up_objection_letters(at: datetime) -> int:
    """Ask again for the letters of each open period that failed to be written, as when the worker was killed; of how
    many draws.
    """
    waiting = queued(tell_of_objections)
    found = _open_draws().filter(frozen_at__lt=at - PATIENCE, objections_until__gt=at).exclude(pk__in=waiting)
    lost = [draw.pk for draw in found if _untold(draw)]
    for pk in lost:
        tell_of_objections.enqueue(pk)
    return len(lost)


def take_back_letter(upheld: Objection, *, by: Actor, at: datetime) -> None:
    """How this person stands is other than the letter tells, should it not have left yet."""
    programme, key = upheld.application.programme, _key(upheld.draw, upheld.application_id)
    letters = Message.objects.filter(shelf=programme.shelf, key=key)
    take_back(letters, key, place=programme.place, by=by, at=at)


def _open_draws() -> QuerySet[Draw]:
    return Draw.objects.select_related("call__stage__programme__organisation").filter(state=DrawState.FROZEN)


def _untold(draw: Draw) -> list[Application]:
    """Everyone without a letter whom one reaches, and by hand whoever may contest something."""
    shelf, start = draw.call.programme.shelf, _key(draw, "")
    keys = Message.objects.filter(shelf=shelf, key__startswith=start).values_list("key", flat=True)
    told = {int(key.removeprefix(start)) for key in keys}
    contesting = set(contestable(draw).values_list("pk", flat=True))
    people = Application.objects.filter(call=draw.call_id, state__in=CONCERNED, erased_at=None)
    found = people.only("pk", "email", "phone").order_by("pk")
    return [each for each in found if each.pk not in told and (each.pk in contesting or has_a_way(each))]


def _key(draw: Draw, application: object) -> str:
    return f"objection {draw.pk} {application}"


def objection_values(draw: Draw, application: Application) -> dict[str, str]:
    """What the letter tells. The mark, and how it came about, stands on the own page alone, behind its address."""
    assert draw.objections_until is not None
    with translation.override(application.language):
        may = is_contestable(application, draw)
        return {
            "batas_waktu": when(draw.objections_until),
            "kabar": _standing(draw, application, may_contest=may),
            "cara_menyanggah": _how(draw) if may else _("Anda tidak perlu melakukan apa pun."),
            "tautan_undian": public_address(f"/undian/{draw.public_id}/"),
        }


def _standing(draw: Draw, application: Application, *, may_contest: bool) -> str:
    """Whether the person is in the list, and what may be contested."""
    if application.state == ApplicationState.REFUSED:
        return _(
            "Lamaran Anda tidak diterima, jadi tidak ada dalam daftar itu. Keputusan itu dan alasannya ada di halaman "
            "Anda, dan dapat Anda sanggah."
        )
    if may_contest and draw.rule == Rule.FLOOR:
        return _(
            "Lamaran Anda memenuhi syarat, tetapi nilainya tidak mencapai nilai minimum, jadi tidak ada dalam daftar "
            "itu. Nilai Anda dan bagaimana nilai itu terbentuk ada di halaman Anda, dan dapat Anda sanggah."
        )
    if may_contest:
        return _(
            "Anda ada dalam daftar itu, dan nilailah yang menentukan. Nilai Anda sendiri dan bagaimana nilai itu "
            "terbentuk ada di halaman Anda, dan dapat Anda sanggah."
        )
    return _("Anda ada dalam daftar itu. Nomor acak Anda dalam daftar ada di halaman Anda.")


def _how(draw: Draw) -> str:
    assert draw.objections_until is not None
    assert draw.answers_until is not None
    text = _(
        "Menyanggah: buka halaman Anda dan tulis apa yang keliru, sekali saja, paling lambat %(until)s. Orang lain "
        "dari yang memeriksa atau menilai lamaran Anda menjawabnya di halaman itu, paling lambat %(answer)s."
    )
    return text % {"until": when(draw.objections_until), "answer": when(draw.answers_until)}
