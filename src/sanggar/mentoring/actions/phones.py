"""A mentor's telephone: who looked at it at the desk and who changed it stands in the record."""

from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor
from sanggar.mentoring.actions.noting import record_of_mentor
from sanggar.mentoring.models import Mentor


@transaction.atomic
def see_mentor_phone(mentor: Mentor, *, by: Actor, at: datetime) -> str:
    """The whole number, each look on record; empty where none is known."""
    if mentor.phone:
        record_of_mentor("mentoring.see_mentor_phone", mentor, by=by, at=at)
    return mentor.phone


@transaction.atomic
def change_mentor_phone(mentor: Mentor, *, phone: str, by: Actor, at: datetime) -> None:
    """`phone` as `+628…`, or empty to take it away. The same number again changes nothing."""
    held = Mentor.objects.select_for_update(of=("self",), no_key=True).get(pk=mentor.pk)
    if held.phone == phone:
        return
    Mentor.objects.filter(pk=mentor.pk).update(phone=phone)
    personal = {"before": held.phone, "phone": phone}
    record_of_mentor("mentoring.change_mentor_phone", mentor, by=by, at=at, personal=personal)
    mentor.phone = phone
