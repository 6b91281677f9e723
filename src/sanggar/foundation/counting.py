"""How many rows belong to each row of another query, as a column of it."""

from typing import Any

from django.db.models import Count, F, Func, IntegerField, QuerySet, Subquery


def number_of(rows: QuerySet[Any]) -> Subquery:
    """The number of `rows`, which name the outer row by `OuterRef`; 0 where there is none.

    Not by `Count`: its GROUP BY makes each of many thousand subqueries sort what it counts, and hold no row at all
    where nothing is counted.
    """
    counted = rows.order_by().annotate(_counted=Func(F("pk"), function=Count.function, output_field=IntegerField()))
    return Subquery(counted.values("_counted"), output_field=IntegerField())
