"""What waits at the desk because somebody asked about their own data."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.todo import Todo, link_to
from sanggar.foundation import clock
from sanggar.foundation.dates import plain_date


def rights_to_answer(figures: Figures) -> Iterator[Todo]:
    """What people ask about their data has the law's own clock."""
    if waits := figures.gathered.rights.get(figures.programme.pk):
        text = ngettext("Jawab %(n)s permohonan data pribadi", "Jawab %(n)s permohonan data pribadi", waits.asked)
        due = plain_date(waits.due_at, clock.office_zone())
        late = _("%(n)s lewat tenggat") % {"n": waits.late}
        note = late if waits.late else _("Tenggat terdekat %(date)s") % {"date": due}
        yield Todo(text % {"n": waits.asked}, note, link_to("desk:rights", figures, "?keadaan=asked"))
