"""What a line that is being typed comes to, and what the ceiling then has left, before anything is saved.

The form's own button asks for it; where JavaScript runs, `line_total.js` asks at every pause in typing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sanggar.foundation.errors import DomainError
from sanggar.funding.actions.lines import worked_out
from sanggar.funding.models import BudgetVersion, VersionLine
from sanggar.funding.pages.forms import LineForm
from sanggar.funding.pages.presenters import sum_text
from sanggar.funding.pages.versions import version_or_404
from sanggar.funding.queries import version_lines_of
from sanggar.funding.rules import may_plan_budget
from sanggar.funding.shapes import factors_in_force, shape_from_json
from sanggar.people.access import DeskRequest
from sanggar.planning.access import programme_page
from sanggar.planning.models import Programme

RECKONED = ("factors", "driver", "unit_price")
NOT_YET = {"account_code": "0.0.00.00.00.0000", "description": ""}
"""What a sum does not depend on."""


@dataclass(frozen=True, slots=True)
class LineSum:
    """`left` of the ceiling with this line in the draft as typed; below 0 where it passes."""

    told: str
    amount: int
    total: int
    left: int

    @property
    def over(self) -> int:
        return max(0, -self.left)


def line_sum(version: BudgetVersion, typed: Mapping[str, Any], line: VersionLine | None = None) -> LineSum | None:
    """None while what was typed makes no sum yet; the form itself says what is wrong with it."""
    fields = LineForm().fields
    try:
        given = {name: fields[name].clean(typed.get(name)) for name in RECKONED}
        worked = VersionLine(version=version, **worked_out(NOT_YET | given, shape_from_json(version.shape)))
    except (forms.ValidationError, DomainError):
        return None
    total = version.allocated + worked.amount - (line.amount if line else 0)
    return LineSum(sum_text(factors_in_force(worked), worked.unit_price), worked.amount, total, version.ceiling - total)


@require_safe
@programme_page(may_plan_budget)
def reckon(request: DeskRequest, programme: Programme, pk: int, line: int = 0) -> HttpResponse:
    version = version_or_404(programme, pk)
    found = get_object_or_404(version_lines_of(version), pk=line) if line else None
    page = {"version": version, "sum": line_sum(version, request.GET, found)}
    return render(request, "funding/line_sum.html", page)
