"""Reads: the versions of a budget, which one is in force, and what may come next."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from sanggar.funding.models import SPENDABLE, Budget, BudgetVersion, VersionKind, VersionLine, VersionState
from sanggar.people.models import Account, Role
from sanggar.planning.models import Programme
from sanggar.planning.queries import holders_of


def versions_of(programme: Programme) -> QuerySet[BudgetVersion]:
    """The newest first."""
    rows = BudgetVersion.objects.filter(budget__programme=programme)
    return rows.select_related("budget__programme__organisation", "adopted_by", "approver_account")


def drafts_of(programme: Programme) -> QuerySet[BudgetVersion]:
    return versions_of(programme).filter(state=VersionState.DRAFT).order_by("drafted_at", "pk")


def last_adopted(budget: Budget) -> BudgetVersion | None:
    """Of any kind, an RKA too: what a new draft is based on."""
    return budget.versions.filter(state=VersionState.ADOPTED).order_by("-ordinal").first()


def version_in_force(budget: Budget) -> BudgetVersion | None:
    return budget.versions.filter(state=VersionState.ADOPTED, kind__in=SPENDABLE).order_by("-ordinal").first()


def dpa_in_force(programme: Programme) -> BudgetVersion | None:
    """The document that pays: the DPA, or the DPPA that amended it. A shift moves money within it."""
    adopted = versions_of(programme).filter(state=VersionState.ADOPTED)
    return adopted.filter(kind__in=(VersionKind.DPA, VersionKind.AMENDED)).order_by("-ordinal").first()


def drafts_to_adopt(programmes: QuerySet[Programme]) -> dict[int, int]:
    """By programme how many drafts could be adopted: with lines, within their ceiling, and overtaken by no other."""
    drafts = BudgetVersion.objects.filter(budget__programme__in=programmes, state=VersionState.DRAFT)
    drafts = drafts.filter(allocated__gt=0, allocated__lte=F("ceiling")).order_by()
    adopted = BudgetVersion.objects.filter(budget=OuterRef("budget"), state=VersionState.ADOPTED).order_by("-ordinal")
    newest = Q(based_on=None) & ~Q(Exists(adopted)) | Q(based_on=Subquery(adopted.values("pk")[:1]))
    return dict(drafts.filter(newest).values_list("budget__programme").annotate(count=Count("pk")))


def kinds_next(budget: Budget) -> tuple[VersionKind, ...]:
    """What may be drafted and adopted now."""
    if budget.is_adopted:
        return VersionKind.SHIFT, VersionKind.AMENDED
    return VersionKind.RKA, VersionKind.DPA


def version_lines_of(version: BudgetVersion) -> QuerySet[VersionLine]:
    return version.lines.select_related("version__budget__programme__organisation")


def sub_activities_of(programme: Programme) -> set[str]:
    """Codes under which its money stands or stood in force: an amended DPA may have moved it."""
    adopted = versions_of(programme).filter(state=VersionState.ADOPTED, kind__in=SPENDABLE)
    codes = set(adopted.order_by().values_list("sub_activity_code", flat=True))
    return codes | set(Budget.objects.filter(programme=programme).values_list("sub_activity_code", flat=True))


def approvers_of(version: BudgetVersion) -> QuerySet[Account]:
    """Who may have approved it: the programme's budget authorities without a hand in the draft."""
    authorities = holders_of(version.budget.programme, Role.BUDGET_AUTHORITY)
    return authorities.exclude(pk__in=version.planners.values("pk")).order_by("name")
