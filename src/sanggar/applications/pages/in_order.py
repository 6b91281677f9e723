"""Reading a posted form that is wholly in order, without the machinery that words what is wrong with one.

Takes less than the form takes, never more and never otherwise: None for whatever is unusual, which then goes through
the form. The functions that read an answer are the form's own. Tests let random forms find a difference.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from sanggar.applications.actions import require_age
from sanggar.applications.answers import Answers
from sanggar.applications.channel_address import read_channel
from sanggar.applications.family_card import read_family_card
from sanggar.applications.models import NAMED, ConsentText, QuestionKind, Value
from sanggar.applications.own_questions import read_value, settle
from sanggar.applications.pages.facts import CallFacts
from sanggar.applications.pages.fields import CONSENT, is_ticked, read_nik
from sanggar.applications.pages.forms import LONG_TEXT
from sanggar.foundation.errors import DomainError
from sanggar.foundation.names import clean_name
from sanggar.foundation.national_id import refuse_nik
from sanggar.foundation.phones import normalise_phone
from sanggar.foundation.regions import villages_within
from sanggar.people.models import Sex

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_EMAIL = 254
SEXES = frozenset(Sex.values)
IN_THE_CLEAR = ("name", "phone", "email", "channel_url", "motivation")


@dataclass(frozen=True, slots=True)
class InOrder:
    """A form that could be stored as it is. `texts`: the notice, then each optional use that was ticked."""

    submission_id: UUID
    answers: Answers
    texts: tuple[ConsentText, ...]


def read_in_order(facts: CallFacts, sent: Mapping[str, Sequence[str]]) -> InOrder | None:
    """`sent`: all that was sent under each name, of which mostly the last counts."""
    try:
        return _read(facts, {name: values[-1] for name, values in sent.items()}, sent)
    except (DomainError, ValidationError, ValueError, KeyError):
        return None


def _read(facts: CallFacts, posted: Mapping[str, str], sent: Mapping[str, Sequence[str]]) -> InOrder:
    """Raises an error of any of the four kinds where something is not as it mostly is."""
    if "\x00" in "".join([value for values in sent.values() for value in values]):
        raise ValueError
    answers = Answers(
        name=clean_name(posted["name"]),
        nik=read_nik(posted["nik"]),
        birth_date=_day(posted["birth_date"]),
        sex=_one_of(SEXES, posted["sex"]),
        village=villages_within(facts.region)[posted["kelurahan"]],
        phone=normalise_phone(posted["phone"]),
        track=facts.tracks[posted["track"]],
        category=_category(facts, posted),
        motivation=_text(posted["motivation"], is_needed=True),
        email=_email(posted.get("email", "")),
        disability_need=_text(posted.get("disability_need", "")),
        family_card=_family_card(posted) if facts.call.asks_family_card else "",
        channel_url=read_channel(typed) if (typed := posted.get("channel_url", "").strip()) else "",
        own=_own(facts, posted, sent),
    )
    require_age(facts.call, answers.birth_date)
    for name in IN_THE_CLEAR:
        refuse_nik(posted.get(name, ""), name)
    return InOrder(_id(posted["submission_id"]), answers, _agreed(facts, posted))


def _category(facts: CallFacts, posted: Mapping[str, str]) -> str:
    """One that is open to everyone; invitations go the long way."""
    if posted.get("invitation_code", "").strip():
        raise ValueError
    return _one_of(facts.open_categories, posted["category"])


def _own(facts: CallFacts, posted: Mapping[str, str], sent: Mapping[str, Sequence[str]]) -> dict[int, Value]:
    """The call's own questions as they are now. One that was changed meanwhile, and a file, go the long way."""
    if any(name.startswith(NAMED) and name not in facts.own_names for name in posted):
        raise ValueError
    if not facts.questions:
        return {}
    read = {question.pk: read_value(question, sent.get(question.name, ())) for question in facts.questions}
    if any(read[question.pk] for question in facts.questions if question.kind == QuestionKind.FILE):
        raise ValueError
    settled, missing = settle(facts.questions, read, {"category": posted["category"], "track": posted["track"]})
    if missing:
        raise ValueError
    return settled


def _agreed(facts: CallFacts, posted: Mapping[str, str]) -> tuple[ConsentText, ...]:
    notice, *uses = facts.texts
    if not is_ticked(posted.get("notice", "")):
        raise ValueError
    agreed = [(notice, posted["notice"])]
    agreed += [(use, typed) for use in uses if is_ticked(typed := posted.get(f"{CONSENT}{use.key}", ""))]
    if any(typed not in ("on", text.mark) for text, typed in agreed):
        raise ValueError  # perhaps an earlier version
    return tuple(text for text, _typed in agreed)


def _day(typed: str) -> date:
    if not DAY.fullmatch(typed):
        raise ValueError
    return date.fromisoformat(typed)


def _one_of(known: frozenset[str], typed: str) -> str:
    if typed not in known:
        raise ValueError
    return typed


def _text(typed: str, *, is_needed: bool = False) -> str:
    text = typed.strip()
    if len(text) > LONG_TEXT or (is_needed and not text):
        raise ValueError
    return text


def _email(typed: str) -> str:
    address = typed.strip()
    if address:
        validate_email(address)
    if len(address) > LONGEST_EMAIL:
        raise ValueError
    return address


def _family_card(posted: Mapping[str, str]) -> str:
    typed = posted.get("family_card", "").strip()
    card = read_family_card(typed) if typed else ""
    if card and card == read_nik(posted["nik"]):
        raise ValueError
    return card


def _id(typed: str) -> UUID:
    if not ID.fullmatch(typed):
        raise ValueError
    return UUID(typed)
