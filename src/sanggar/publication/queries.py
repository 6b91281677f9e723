"""Reads: works and how many of them count."""

from django.db.models import Count, F, QuerySet

from sanggar.planning.models import Programme
from sanggar.publication.models import Work, WorkQuerySet
from sanggar.training.models import Enrolment


def works_of(enrolment: Enrolment) -> WorkQuerySet:
    """A participant's works, the newest first."""
    return Work.objects.standing().filter(enrolment=enrolment).order_by("-published_on", "-pk")


def works_of_programme(programme: Programme) -> WorkQuerySet:
    """All works of a programme, those that wait for a look first."""
    works = Work.objects.standing().filter(enrolment__stage__programme=programme)
    return works.select_related("enrolment__person", "enrolment__track", "enrolment__cohort").order_by(
        F("confirmed_at").desc(nulls_first=True), "-added_at", "-pk"
    )


def unconfirmed_in(programmes: QuerySet[Programme]) -> dict[int, int]:
    """By programme how many works wait for an officer."""
    works = Work.objects.standing().filter(enrolment__stage__programme__in=programmes, confirmed_at=None).order_by()
    return dict(works.values_list("enrolment__stage__programme").annotate(count=Count("pk")))
