"""Hours at which a deadline may fall."""

from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.clock import office_zone
from sanggar.foundation.dates import local_time
from sanggar.selection.models import CIVIL_HOURS


def civil_hour(given: time | datetime) -> None:
    """Refuses the night, as a validator of a form's field."""
    first, last = CIVIL_HOURS
    hour = local_time(given, office_zone()).time() if isinstance(given, datetime) else given
    if not first <= hour <= last:
        raise ValidationError(_("Pilih jam antara 08.00 dan 21.00, supaya tidak berakhir di malam hari."))
