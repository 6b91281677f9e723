"""The desk's front page: every programme this account works on, and the office's own lists."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render

from sanggar.faces.desk.figures import Figures
from sanggar.faces.desk.gathered import Gathered
from sanggar.faces.desk.tiles import Tile, seats
from sanggar.faces.desk.todos import todos_of
from sanggar.foundation import clock
from sanggar.foundation.mail import is_read_at_desk
from sanggar.funding.rules import may_read_references
from sanggar.people.models import OFFICE_ROLES, Account, Role
from sanggar.people.rules import OVERSEERS, may_read_mailbox, offices_where
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Programme
from sanggar.planning.rules import may_create_programme, programmes_seen_by, roles_on_each
from sanggar.spending.rules import may_read_money_of_programmes


def home(request: DeskRequest) -> HttpResponse:
    """Who works at no desk is sent to their own page."""
    programmes = list(programmes_seen_by(request.user).select_related("organisation").order_by("-fiscal_year", "name"))
    if not programmes and not offices_where(request.user, *OFFICE_ROLES).exists():
        return redirect("mine:today")
    at = clock.now()
    overseen = offices_where(request.user, *OVERSEERS).exists()
    context = {
        "programmes": _shown(request.user, programmes, at),
        "may_create": may_create_programme(request.user),
        "may_read_money": may_read_money_of_programmes(request.user),
        "may_read_references": may_read_references(request.user),
        "may_see_people": overseen,
        "may_read_record": overseen,
        "may_set_letterhead": offices_where(request.user, Role.ADMINISTRATOR).exists(),
        "may_read_mailbox": is_read_at_desk() and may_read_mailbox(request.user),
    }
    return render(request, "desk/home.html", context)


def _shown(account: Account, programmes: Sequence[Programme], at: datetime) -> list[tuple[Programme, Tile, int]]:
    """Each with its seats and how many things wait there for this account."""
    found, roles = Gathered(programmes, at), roles_on_each(account, programmes)
    figures = [Figures(each, at, found) for each in programmes]
    return [(f.programme, seats(f.stages), len(todos_of(account, f, roles[f.programme.pk]))) for f in figures]
