"""A participation held for the length of an act, so that it can not end, nor be written on twice, meanwhile."""

from collections.abc import Iterable

from sanggar.training.actions.enrolments import EnrolmentOver
from sanggar.training.models import Enrolment, EnrolmentState


def hold_active(enrolment: Enrolment, states: Iterable[str] = (EnrolmentState.ACTIVE,)) -> None:
    """Raises `EnrolmentOver` for who has left or has completed. Two writers of one participation take turns."""
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment.pk, state__in=states)
    if not list(held.values_list("pk")):
        enrolment.refresh_from_db()
        raise EnrolmentOver(state=enrolment.get_state_display())
