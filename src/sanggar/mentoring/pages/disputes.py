"""What stands behind a follow-up about disputed notes: the notes themselves, however many.

The participant's word is for the office, never for who wrote the note, whatever rights they hold at the desk.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sanggar.foundation.dates import plain_date
from sanggar.mentoring.models import Contact, FollowUp, FollowUpKind
from sanggar.mentoring.queries import disputed_contacts, has_right
from sanggar.people.models import Account
from sanggar.planning.models import Programme
from sanggar.training.models import Enrolment


@dataclass(frozen=True, slots=True)
class Dispute:
    """One disputed note as a reader may see it. `may_ask` is who may ask its mentor about it."""

    contact: Contact
    words: str
    may_ask: bool


def disputes_for(enrolment: Enrolment, reader: Account) -> list[Dispute]:
    """For the office: what the participant says of each note that the reader did not write."""
    return [
        Dispute(
            contact,
            _line(contact, reader),
            contact.counts and not _wrote(contact, reader) and has_right(contact.mentorship),
        )
        for contact in disputed_contacts(enrolment)
    ]


def own_disputes(enrolment: Enrolment, mentor: Account) -> list[Dispute]:
    """For a mentor: that their own notes that count were disputed, not with what words."""
    return [
        Dispute(contact, _line(contact, mentor), may_ask=False)
        for contact in disputed_contacts(enrolment)
        if contact.counts and _wrote(contact, mentor)
    ]


def disputes_by_person(programme: Programme) -> Mapping[int, list[Contact]]:
    found: dict[int, list[Contact]] = defaultdict(list)
    for contact in disputed_contacts(programme):
        found[contact.mentorship.enrolment_id].append(contact)
    return found


def whole_detail(follow_up: FollowUp, disputed: Iterable[Contact], reader: Account) -> str:
    """The detail, and of disputes each note; of a settled one those which were there by then."""
    if follow_up.kind != FollowUpKind.DISPUTE:
        return follow_up.words
    until = follow_up.settled_at
    lines = [
        _line(each, reader) for each in disputed if until is None or (each.answered_at and each.answered_at <= until)
    ]
    return " ".join([follow_up.words, "; ".join(lines)]).strip()


def _wrote(contact: Contact, reader: Account) -> bool:
    return contact.mentorship.mentor.account_id == reader.pk


def _line(contact: Contact, reader: Account) -> str:
    word = _("disanggah peserta") if _wrote(contact, reader) else contact.answer_word
    line = f"{plain_date(contact.held_on)}: {word}"
    if contact.counts:
        return line
    return _("%(dispute)s (dicoret: %(reason)s)") % {"dispute": line, "reason": contact.void_reason}
