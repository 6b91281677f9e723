"""All that is held about one person, read from every room's own list."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from sanggar.applications import personal as applications
from sanggar.applications.models import Application
from sanggar.evaluation import personal as evaluation
from sanggar.mentoring import personal as mentoring
from sanggar.people import personal as people
from sanggar.people.models import Account, Person
from sanggar.people.personal import Held
from sanggar.people.purposes import NOT_SELECTED, PARTICIPANT, REFUSED
from sanggar.planning import personal as planning
from sanggar.publication import personal as publication
from sanggar.selection import personal as selection
from sanggar.spending import personal as spending
from sanggar.training import personal as training
from sanggar.training.queries import enrolment_of_application

HELD: list[Held] = [
    *people.HELD,
    *planning.HELD,
    *applications.HELD,
    *selection.HELD,
    *training.HELD,
    *mentoring.HELD,
    *spending.HELD,
    *publication.HELD,
    *evaluation.HELD,
]


@dataclass(frozen=True, slots=True)
class Holding:
    """One table's part: each row as (column, what it is called, value)."""

    table: str
    title: str
    purpose: str
    rows: list[list[tuple[str, str, Any]]]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data may be told, by what they proved: a link opens one application, an account all of its person."""

    applications: tuple[Application, ...] = ()
    person: Person | None = None
    account: Account | None = None

    @property
    def rows(self) -> Iterator[Model]:
        yield from (each for each in (self.person, *self.applications, self.account) if each is not None)


def subject_by_link(application: Application, *, proves_person: bool) -> Subject:
    enrolment = enrolment_of_application(application)
    return Subject((application,), enrolment.person if enrolment and proves_person else None)


def subject_by_account(account: Account) -> Subject:
    person = Person.objects.filter(account=account).first()
    own = Application.objects.filter(enrolment__person=person).order_by("pk") if person else ()
    return Subject(tuple(own), person, account)


def holdings_of(subject: Subject) -> list[Holding]:
    """What there is, in the order of a programme's life; tables without a row are left out."""
    found = []
    for row in subject.rows:
        for held in HELD:
            if held.told and isinstance(row, held.subject) and (rows := held.tell(row)):
                purpose = purpose_of(held, row)
                found.append(Holding(held.model._meta.label, str(held.title), purpose, rows))  # noqa: SLF001
    return found


def purpose_of(held: Held, subject: Model) -> str:
    """An application is kept for another purpose, and another time, by what became of it."""
    if not isinstance(subject, Application) or held.purpose != NOT_SELECTED:
        return held.purpose
    return application_purpose(subject)


def application_purpose(application: Application) -> str:
    if enrolment_of_application(application):
        return PARTICIPANT
    return NOT_SELECTED if application.state in applications.TAKEN_IN else REFUSED


def as_json(subject: Subject, *, at: datetime) -> dict[str, Any]:
    """The machine-readable copy (docs/guide/privacy.md): values as they stand, moments in ISO form. An empty text
    is left out, as on the page: a question that was never asked is not there.
    """
    return {
        "format": "sanggar-own-data-1",
        "made_at": at,
        "holdings": [
            {
                "table": holding.table,
                "title": holding.title,
                "purpose": holding.purpose,
                "rows": [{name: value for name, _label, value in row if value != ""} for row in holding.rows],
            }
            for holding in holdings_of(subject)
        ],
    }
