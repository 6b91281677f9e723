"""What everyone may know of a programme's money: ceiling, paid, left, by kind of spending, by month, per participant.

Sums by account code alone: no payee, no line, no payment, for their words may name people. The same figures as a page
and as open data (JSON and CSV), each with the moment as of which they hold.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from sanggar.foundation import clock
from sanggar.foundation.money import format_rupiah, grouped
from sanggar.foundation.tabular import csv_response
from sanggar.funding.outcomes import Outcome, outcome_of
from sanggar.planning.models import Programme
from sanggar.planning.queries import published_programmes
from sanggar.spending.money_charts import money_figures
from sanggar.spending.realisation import Realisation, realisation_of


@dataclass(frozen=True, slots=True)
class PublicMoney:
    programme: Programme
    money: Realisation
    outcome: Outcome


def _found(office: str, programme: str) -> PublicMoney:
    found = get_object_or_404(published_programmes(), organisation__slug=office, slug=programme)
    return PublicMoney(found, realisation_of(found), outcome_of(found))


@login_not_required
@cache_control(public=True, max_age=60)
def money_page(request: HttpRequest, office: str, programme: str) -> HttpResponse:
    found = _found(office, programme)
    page = {"programme": found.programme, "shares": _shares(found), **money_figures(found.money)}
    return render(request, "public/money.html", page)


def _shares(found: PublicMoney) -> list[tuple[str, str]]:
    def told(amount: int | None, people: int) -> str:
        if amount is None:
            return _("belum ada")
        return _("%(amount)s (%(people)s orang)") % {"amount": format_rupiah(amount), "people": grouped(people)}

    return [
        (_("Dibayar per peserta"), told(found.outcome.per_participant, found.outcome.participants)),
        (_("Dibayar per peserta yang bersertifikat"), told(found.outcome.per_completed, found.outcome.completed)),
    ]


@login_not_required
@cache_control(public=True, max_age=60)
def money_json(request: HttpRequest, office: str, programme: str) -> HttpResponse:
    return JsonResponse(_as_data(_found(office, programme)))


def _as_data(found: PublicMoney) -> dict[str, Any]:
    totals = found.money.totals
    return {
        "office": found.programme.organisation.name,
        "programme": found.programme.name,
        "fiscal_year": found.programme.fiscal_year,
        "as_of": clock.now().astimezone(clock.office_zone()).isoformat(timespec="minutes"),
        "currency": "IDR",
        "ceiling": totals.ceiling,
        "committed": totals.committed,
        "paid": totals.paid,
        "remaining": totals.uncommitted,
        "participants": found.outcome.participants,
        "certified": found.outcome.completed,
        "paid_per_participant": found.outcome.per_participant,
        "paid_per_certified": found.outcome.per_completed,
        "by_account": [
            {
                "code": kind.code,
                "name": kind.name,
                "planned": kind.amount,
                "committed": kind.committed,
                "paid": kind.paid,
                "remaining": kind.left,
            }
            for kind in found.money.kinds
        ],
        "by_month": [
            {"month": f"{month.first:%Y-%m}", "planned": month.planned, "paid": month.paid}
            for month in found.money.months
        ],
    }


@login_not_required
@cache_control(public=True, max_age=60)
def money_csv(request: HttpRequest, office: str, programme: str) -> HttpResponse:
    """A row for each account code; the moment stands in each, so that it is not lost when files are put together."""
    found = _found(office, programme)
    at = clock.now()
    heads = [
        _("Keadaan"),
        _("Kode rekening"),
        _("Jenis belanja"),
        _("Anggaran"),
        _("Komitmen"),
        _("Dibayar"),
        _("Sisa"),
    ]
    rows = [[at, k.code, k.name, k.amount, k.committed, k.paid, k.left] for k in found.money.kinds]
    return csv_response(f"uang-{found.programme.slug}", heads, rows)
