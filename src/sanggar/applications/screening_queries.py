"""Reads of the screening desk: colleagues, opinions, deadlines, views, who else is looking."""

from datetime import date, datetime, time, timedelta, tzinfo

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear
from django.db.models.lookups import LessThan

from sanggar.applications.models import (
    Application,
    ApplicationState,
    Call,
    Guardianship,
    ImportRun,
    Looking,
    SavedView,
    SecondOpinion,
)
from sanggar.applications.rules import may_screen
from sanggar.foundation import clock
from sanggar.funding.reference_queries import AdultAges, adult_ages
from sanggar.people.models import Account, Role
from sanggar.people.queries import grants_at
from sanggar.planning.models import Programme, ProgrammeGrant

LOOKING_FOR = timedelta(minutes=5)


def colleagues_of(account: Account, programme: Programme) -> list[Account]:
    """Others who may screen, by name: whom an opinion can be asked of."""
    at = clock.now()
    wide = grants_at(programme.organisation).in_force(at).filter(role=Role.OFFICER)  # type: ignore[attr-defined]
    own = ProgrammeGrant.objects.in_force(at).filter(programme=programme, role=Role.OFFICER)
    ids = set(wide.values_list("account", flat=True)) | set(own.values_list("account", flat=True))
    found = Account.objects.filter(pk__in=ids - {account.pk}, is_active=True).order_by("name")
    return [each for each in found if may_screen(each, programme)]


def open_opinion(application: Application) -> SecondOpinion | None:
    return application.opinions.filter(answered_at=None, taken_back_at=None).select_related("asked_of").first()


def opinions_awaited(programme: Programme, account: Account | None = None) -> QuerySet[SecondOpinion]:
    """Questions not yet answered, those asked of `account` where one is given."""
    found = SecondOpinion.objects.filter(
        application__call__stage__programme=programme, answered_at=None, taken_back_at=None
    )
    return found.filter(asked_of=account) if account else found


def lacking_guardian(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Children's applications to which no guardian has agreed, or no longer."""
    first = rows.order_by().aggregate(first=Min("submitted_at"))["first"]
    if first is None:
        return rows.none()
    ages = adult_ages()
    # A year too wide, for the day of each is reckoned for these alone.
    born_after = first.date().replace(year=first.year - ages.highest - 1, day=1)
    consented = Guardianship.objects.filter(application=OuterRef("pk"), ended_at=None, given_at__isnull=False)
    young = rows.filter(birth_date__gt=born_after, erased_at=None).exclude(Exists(consented)).order_by()
    lived = _as_number("submitted_at", clock.office_zone()) - _as_number("birth_date")
    return rows.filter(pk__in=young.filter(LessThan(lived, _adult(ages) * YEAR)).values("pk"))


YEAR = 10_000
"""Between two days as numbers: 20261123 - 20081124 is less than 18 of them."""


def _as_number(day: str, zone: tzinfo | None = None) -> CombinedExpression:
    year, month, of_month = (part(day, tzinfo=zone) for part in (ExtractYear, ExtractMonth, ExtractDay))
    return year * YEAR + month * 100 + of_month


def _adult(ages: AdultAges) -> Case:
    """`ages.on` the day of each, as the database reckons it."""
    zone, day = clock.office_zone(), timedelta(days=1)
    counts = [
        When(
            Q(submitted_at__gte=datetime.combine(since, time.min, zone))
            & (Q(submitted_at__lt=datetime.combine(until + day, time.min, zone)) if until else Q()),
            then=Value(age),
        )
        for since, until, age in ages.lines
    ]
    return Case(*counts, default=Value(ages.on(date.min)), output_field=IntegerField())


def lapsed(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Returned to the office since their correction did not come in time, and untouched since."""
    return rows.filter(state=ApplicationState.SUBMITTED, correction__lapsed_at=F("changed_at"))


def due_soon(rows: QuerySet[Application], at: datetime) -> QuerySet[Application]:
    """Whose correction is due within two days."""
    until = at + timedelta(days=2)
    return rows.filter(state=ApplicationState.CORRECTION, correction__due_at__lte=until)


def others_looking(application: Application, account: Account, at: datetime) -> list[Looking]:
    found = Looking.objects.filter(application=application, at__gt=at - LOOKING_FOR).exclude(account=account)
    return list(found.select_related("account").order_by("-at"))


def views_for(account: Account, programme: Programme) -> QuerySet[SavedView]:
    """One's own and those of everyone."""
    return SavedView.objects.filter(Q(owner=account) | Q(owner=None), programme=programme)


def last_mapping(call: Call) -> dict[str, object]:
    """How the last list of this call was read."""
    runs = ImportRun.objects.filter(call=call).exclude(settings={})
    last = runs.order_by("-uploaded_at", "-pk").first()
    return last.settings if last else {}
