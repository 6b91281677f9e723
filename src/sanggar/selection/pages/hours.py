"""Hours at which a deadline may fall, as a field of a form says it beside its other errors."""

from datetime import datetime, time

from django.core.exceptions import ValidationError

from sanggar.selection.hours import is_civil
from sanggar.selection.refusals import DeadlineAtNight


def civil_hour(given: time | datetime) -> None:
    """Refuses the night, as a validator of a form's field."""
    if not is_civil(given):
        raise ValidationError(str(DeadlineAtNight(field="")))
