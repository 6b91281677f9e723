"""What is said of somebody who is expected at two places at once, on the week's page and before a meeting is moved."""

from django.utils.translation import gettext as _

from sanggar.planning.meeting_words import is_of_office, meeting_words
from sanggar.planning.models import Programme
from sanggar.training.queries import Overlap


def overlap_words(programme: Programme, overlap: Overlap) -> str:
    """Of another office's meeting nothing is told but that there is one."""
    if not is_of_office(programme, overlap.other):
        return _("%(name)s sudah ada pertemuan lain pada jam itu.") % {"name": overlap.name}
    words = {"name": overlap.name, "other": meeting_words(programme, overlap.other)}
    return _("%(name)s pada waktu itu juga ditunggu di %(other)s.") % words
