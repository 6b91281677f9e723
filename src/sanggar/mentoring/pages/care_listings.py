"""The list of complaints: that there is one and where it stands, nothing of what it says."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from sanggar.foundation.ui.listing import Cell, Column, Empty, Listing
from sanggar.mentoring.models import About, Complaint
from sanggar.planning.models import Programme


def complaints_listing(request: HttpRequest, programme: Programme, rows: QuerySet[Complaint]) -> Listing:
    def link(row: Complaint) -> Cell:
        place = [programme.organisation.slug, programme.slug, row.pk]
        return Cell(_("Aduan %(number)s") % {"number": row.pk}, link=reverse("mentoring:complaint", args=place))

    def state(row: Complaint) -> Cell:
        if row.answered_at:
            return Cell(_("Dijawab"), tone="good")
        return Cell(_("Sedang diperiksa"), tone="now") if row.taken_at else Cell(_("Belum diperiksa"), tone="warn")

    def about(row: Complaint) -> str:
        if row.about == About.OTHER and row.accused_id:
            return _("%(about)s, orangnya sudah tercatat") % {"about": row.get_about_display()}
        return row.get_about_display()

    columns = [
        Column("aduan", _("Aduan"), lambda r: _("Aduan %(number)s") % {"number": r.pk}, link),
        Column("tentang", _("Tentang"), about),
        Column("masuk", pgettext_lazy("aduan", "Masuk"), lambda r: r.made_at, sort="made_at"),
        Column("keadaan", _("Keadaan"), lambda r: state(r).text, state),
    ]
    return Listing(
        request,
        rows,
        columns,
        name="aduan",
        caption=_("Aduan rahasia; yang terbaru di atas"),
        empty=Empty(_("Belum ada aduan")),
    )
