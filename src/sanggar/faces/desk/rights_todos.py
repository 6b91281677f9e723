"""What waits at the desk because somebody asked about their own data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.queries import open_rights_requests
from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date


def rights_to_answer(figures: Figures) -> Iterator[Todo]:
    """What people ask about their data has the law's own clock."""
    waits = open_rights_requests(figures.programme)
    if count := waits.count():
        text = ngettext("Jawab %(n)s permohonan data pribadi", "Jawab %(n)s permohonan data pribadi", count)
        late = waits.filter(due_at__lte=figures.at).count()
        due = plain_date(waits.order_by("due_at")[0].due_at, clock.office_zone())
        note = _("%(n)s lewat tenggat") % {"n": late} if late else _("Tenggat terdekat %(date)s") % {"date": due}
        yield Todo(text % {"n": count}, note, link_to("desk:rights", figures, "?keadaan=asked"))
