"""Scenarios side by side: every draft beside what is in force."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sanggar.cores.costing.shape import Driver
from sanggar.funding.models import BudgetVersion
from sanggar.funding.pages.version_presenters import DRIVER_NAMES, SHOWN
from sanggar.funding.queries import affordable_by, budget_of, drafts_of, heads_of, version_in_force
from sanggar.funding.shapes import shape_from_json
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme


@dataclass(frozen=True, slots=True)
class Scenario:
    """A version with what it costs each and what its ceiling buys; `shape` counts what its lines are driven by."""

    version: BudgetVersion
    shape: list[tuple[str, int]]
    per_participant: int | None
    per_completing: int | None
    most_seats: int | None

    @property
    def over(self) -> int:
        return max(0, -self.version.left)

    @property
    def figures(self) -> list[tuple[str, Any]]:
        """As numbers, in one order for all."""
        return [
            (_("Pagu"), self.version.ceiling),
            (_("Dirinci"), self.version.allocated),
            (_("Di atas pagu"), self.over),
            (_("Biaya per peserta"), self.per_participant),
            (_("Biaya per peserta lulus"), self.per_completing),
            (_("Kursi tiap tahap yang terbeli"), self.most_seats),
            *self.shape,
        ]


def scenarios_of(programme: Programme) -> list[Scenario]:
    budget = budget_of(programme)
    standing = version_in_force(budget) if budget else None
    return [_scenario(version) for version in [*([standing] if standing else []), *drafts_of(programme)]]


def _scenario(version: BudgetVersion) -> Scenario:
    shape, heads = shape_from_json(version.shape), heads_of(version)
    return Scenario(
        version,
        [(str(DRIVER_NAMES[driver]), shape.count(driver)) for driver in SHOWN if driver != Driver.HOUR],
        heads.per_participant,
        heads.per_completing,
        affordable_by(version)["seats"].most,
    )


@programme_page()
def scenarios(request: DeskRequest, programme: Programme) -> HttpResponse:
    page = {"programme": programme, "columns": scenarios_of(programme)}
    return render(request, "funding/scenarios.html", page)
