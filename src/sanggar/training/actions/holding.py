"""A participation held for the length of an act, so that it can not end, nor be written on twice, meanwhile."""

from sanggar.training.actions.enrolments import EnrolmentOver
from sanggar.training.models import SEATED, Enrolment


def hold_seat_of(enrolment: Enrolment) -> None:
    """Raises `EnrolmentOver` for who has left. Two writers of one participation take turns."""
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment.pk, state__in=SEATED)
    if not list(held.values_list("pk")):
        enrolment.refresh_from_db()
        raise EnrolmentOver(state=enrolment.get_state_display())
