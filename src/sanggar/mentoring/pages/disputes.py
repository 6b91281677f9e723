"""What stands behind a follow-up about disputed notes: the notes themselves, however many."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sanggar.foundation.dates import plain_date
from sanggar.mentoring.models import Contact, FollowUp, FollowUpKind
from sanggar.mentoring.queries import disputed_contacts
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment

Lines = list[str]


def dispute_lines(enrolment: Enrolment) -> Lines:
    """A line a disputed note: its day, and what the participant says of it."""
    return [_line(contact) for contact in disputed_contacts(enrolment)]


def disputes_by_person(programme: Programme) -> Mapping[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in disputed_contacts(programme):
        found[contact.mentorship.enrolment_id].append(contact)
    return found


def whole_detail(follow_up: FollowUp, disputed: Iterable[Contact]) -> str:
    """The detail, and of disputes each note; of a settled one those which were there by then."""
    if follow_up.kind != FollowUpKind.DISPUTE:
        return follow_up.words
    until = follow_up.settled_at
    lines = [_line(each) for each in disputed if until is None or (each.answered_at and each.answered_at <= until)]
    return " ".join([follow_up.words, "; ".join(lines)]).strip()


def _line(contact: Contact) -> str:
    return f"{plain_date(contact.held_on)}: {contact.answer_word}"
