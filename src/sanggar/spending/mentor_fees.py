"""What mentors are paid for: contacts that participants confirmed, and those that nobody has asked money for yet."""

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.aggregates import Aggregate
from django.db.models.functions import Coalesce

from sanggar.mentoring.models import Contact, Mentor
from sanggar.mentoring.queries import contacts_as_evidence
from sanggar.planning.models import Programme
from sanggar.spending.models import Payment
from sanggar.spending.queries import STILL_PAID, listed_payments
from sanggar.spending.states import LIVE


def mentor_fees(programme: Programme) -> QuerySet[Payment]:
    """Payments to mentors on their way or paid, by the last of the days that each names: so each falls in one month.

    Each with `taxed`, and with `confirmed` and `minutes` of the contacts on its days that participants confirmed.
    """
    rows = listed_payments(programme).filter(STILL_PAID, mentor__isnull=False, state__in=LIVE)
    found = rows.annotate(confirmed=_of_days(programme, Count("pk")), minutes=_of_days(programme, Sum("minutes")))
    return found.order_by("contacts_until", "payee__name", "pk")


def _of_days(programme: Programme, figure: Aggregate) -> Coalesce:
    days = contacts_as_evidence(programme).filter(
        mentorship__mentor=OuterRef("mentor"),
        held_on__gte=OuterRef("contacts_from"),
        held_on__lte=OuterRef("contacts_until"),
    )
    told = days.order_by().values("mentorship__mentor").annotate(figure=figure).values("figure")
    return Coalesce(Subquery(told, output_field=IntegerField()), 0)


def not_asked_for(programme: Programme, first: date | None, last: date | None) -> QuerySet[Mentor]:
    """Mentors with confirmed contacts of these days on which no payment rests; each with their `number` and `minutes`.
    A bound that is not given is none.
    """
    paid = Payment.objects.filter(
        STILL_PAID,
        mentor=OuterRef("mentorship__mentor"),
        state__in=LIVE,
        contacts_from__lte=OuterRef("held_on"),
        contacts_until__gte=OuterRef("held_on"),
    )
    contacts = contacts_as_evidence(programme).filter(~Exists(paid), **_between(first, last))
    of_mentor = contacts.filter(mentorship__mentor=OuterRef("pk")).order_by().values("mentorship__mentor")
    mentors = Mentor.objects.filter(programme=programme).select_related("account")
    number = Coalesce(Subquery(of_mentor.annotate(figure=Count("pk")).values("figure")), 0)
    minutes = Coalesce(Subquery(of_mentor.annotate(figure=Sum("minutes")).values("figure")), 0)
    return mentors.annotate(number=number, minutes=minutes).filter(number__gt=0).order_by("account__name", "pk")


def months_of_contacts(programme: Programme) -> list[date]:
    """The first days of the months in which a contact was confirmed, or a payment's days end."""
    held = Contact.objects.filter(pk__in=contacts_as_evidence(programme).values("pk"))
    ends = Payment.objects.filter(pk__in=mentor_fees(programme).order_by().values("pk"))
    return sorted({*held.dates("held_on", "month"), *ends.dates("contacts_until", "month")})


def _between(first: date | None, last: date | None) -> dict[str, date]:
    bounds = {"held_on__gte": first, "held_on__lte": last}
    return {name: day for name, day in bounds.items() if day}
