"""The desk's front page: the programmes this account works on, those that wait for it first, and the office's lists."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Case, QuerySet, When
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.gathered import Gathered
from sanggar.faces.desk.tiles import Tile, seats
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.mail import is_read_at_desk
from sanggar.foundation.ui.listing import Column, Filter, Listing
from sanggar.funding.rules import may_read_references
from sanggar.people.models import OFFICE_ROLES, Account, Role
from sanggar.people.rules import OVERSEERS, may_read_mailbox, offices_where
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_create_programme, programmes_seen_by, roles_on_each
from sanggar.spending.rules import may_read_money_of_programmes

ON_A_PAGE = 24
Shown = dict[int, tuple[Tile, int]]
"""By programme, its seats and how many things wait there for this account."""


def home(request: DeskRequest) -> HttpResponse:
    """Who works at no desk is sent to their own page."""
    seen = programmes_seen_by(request.user).select_related("organisation")
    programmes = list(seen)
    if not programmes and not offices_where(request.user, *OFFICE_ROLES).exists():
        return redirect("mine:today")
    shown = _shown(request.user, programmes, clock.now())
    listing = _listing(request, seen, shown)
    if file := listing.file():
        return file
    overseen = offices_where(request.user, *OVERSEERS).exists()
    context = {
        "listing": listing,
        "programmes": [(each, *shown[each.pk]) for each in listing.page],
        "is_long": len(programmes) > ON_A_PAGE,
        "may_create": may_create_programme(request.user),
        "may_read_money": may_read_money_of_programmes(request.user),
        "may_read_references": may_read_references(request.user),
        "may_see_people": overseen,
        "may_read_record": overseen,
        "may_set_letterhead": offices_where(request.user, Role.ADMINISTRATOR).exists(),
        "may_read_mailbox": is_read_at_desk() and may_read_mailbox(request.user),
    }
    return render(request, "desk/home.html", context)


def _shown(account: Account, programmes: Sequence[Programme], at: datetime) -> Shown:
    found, roles = Gathered(programmes, at), roles_on_each(account, programmes)
    figures = [Figures(each, at, found) for each in programmes]
    return {f.programme.pk: (seats(f.stages), len(todos_of(account, f, roles[f.programme.pk]))) for f in figures}


def _listing(request: DeskRequest, seen: QuerySet[Programme], shown: Shown) -> Listing:
    """A list as any other, told as cards: an office may have hundreds."""
    waiting = [pk for pk, (_seats, todos) in shown.items() if todos]
    years = sorted(set(seen.values_list("fiscal_year", flat=True)), reverse=True)
    rows = seen.annotate(turn=Case(When(pk__in=waiting, then=0), default=1))
    return Listing(
        request,
        rows.order_by("turn", "-fiscal_year", "name", "pk"),
        [
            Column("program", gettext_lazy("Program"), lambda row: row.name),
            Column("kantor", gettext_lazy("Perangkat daerah"), lambda row: row.organisation.name),
            Column("tahun", gettext_lazy("Tahun anggaran"), lambda row: row.fiscal_year),
            Column("perlu", gettext_lazy("Perlu Anda"), lambda row: shown[row.pk][1]),
        ],
        name="program",
        caption=gettext_lazy("Program"),
        search=("name",),
        filters=[
            Filter(
                "perlu",
                gettext_lazy("Perlu Anda"),
                [("ya", gettext_lazy("Ya"))],
                lambda found, _yes: found.filter(turn=0),
            ),
            Filter(
                "tahun",
                gettext_lazy("Tahun anggaran"),
                [(str(year), str(year)) for year in years],
                lambda found, year: found.filter(fiscal_year=year),
            ),
        ],
        per_page=ON_A_PAGE,
    )
