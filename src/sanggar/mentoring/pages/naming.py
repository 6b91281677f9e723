"""Names that tell people apart: of two who are called the same, each with where they live."""

from collections import Counter
from collections.abc import Callable, Iterable

from sanggar.training.models import Enrolment

APART: tuple[Callable[[Enrolment], str], ...] = (
    lambda each: each.person.village.name,
    lambda each: each.application.receipt,
)


def told_apart(people: Iterable[Enrolment]) -> dict[int, str]:
    """Enrolment → the name; with the kelurahan, and then the number of the application, only where it is another's."""
    rows = {each.pk: each for each in people}
    names = {pk: each.person.name for pk, each in rows.items()}
    for more in APART:
        same = Counter(name.casefold() for name in names.values())
        names = {pk: name if same[name.casefold()] == 1 else f"{name}, {more(rows[pk])}" for pk, name in names.items()}
    return names
