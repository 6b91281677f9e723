"""Steps that several acts share: filling in answers, keeping one live application a person, adding to the history."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction

from sanggar.applications.actions.refusals import BirthDateImplausible, TooYoung
from sanggar.applications.answers import Answers
from sanggar.applications.comparing import compared_lookups
from sanggar.applications.family_card import FAMILY_CARD_PLACE, FamilyCardIsNik, family_card_lookup
from sanggar.applications.finding import ALPHABET
from sanggar.applications.models import (
    DISABILITY_PLACE,
    OWN_PLACE,
    Act,
    Application,
    ApplicationEvent,
    ApplicationState,
    Call,
    Value,
)
from sanggar.foundation.asking import Row, Statement, ask, moment_of
from sanggar.foundation.audit import Actor, entry_of, record, record_together, seal_personal
from sanggar.foundation.chance import fresh_text
from sanggar.foundation.dates import local_date, plain_date
from sanggar.foundation.inserting import Rows, insertions
from sanggar.foundation.models import Region
from sanggar.foundation.national_id import age_on, parse_nik, refuse_nik, soft_flags
from sanggar.foundation.regions import districts
from sanggar.foundation.sealed import seal, unseal
from sanggar.people.actions import NIK_PLACE, nik_lookup

OLDEST_APPLICANT = 110
"""Years of life; beyond, a year was mistyped."""

EVENT = ("application_id", "act", "at", "by_label", "by_kind", "from_state", "to_state", "reason")
"""The columns of an event, where many are written at once."""
STANDING = frozenset({"id", "published_at", "opens_at", "closes_at", "closed_at", "frozen_at"})
HELD = tuple(field.attname for field in Call._meta.concrete_fields if field.attname in STANDING)  # noqa: SLF001 - Django's documented model API
"""What a call's state follows from, in the order in which `from_db` takes it."""
ANSWERED = ("name", "birth_date", "sex", "village", "phone", "email", "track", "category", "channel_url", "motivation")


def new_receipt(code: str) -> str:
    """`YT-7K3F-92QD`: 39 random bits, for telling apart, not for keeping secret."""
    return f"{code}-{fresh_text(ALPHABET, 4)}-{fresh_text(ALPHABET, 4)}"


def calls_held_open(ids: Collection[int]) -> dict[int, Call]:
    """The calls as they stand now, kept from being frozen until we commit."""
    return calls_of(ask(holding(ids))[0])


def holding(ids: Collection[int]) -> Statement:
    """The statement, whose rows are for `calls_of`.

    The lock is the one that the foreign key takes anyway, so applicants never wait for each other; SQLite has one
    writer and needs none.
    """
    lock = "FOR KEY SHARE" if connection.features.has_select_for_update else ""
    places = ", ".join(["%s"] * len(ids))
    text = f"SELECT {', '.join(HELD)} FROM applications_call WHERE id IN ({places}) ORDER BY id {lock}"  # noqa: S608 - our own constants
    return Statement(text, sorted(ids))


def calls_of(rows: Iterable[Row]) -> dict[int, Call]:
    return {
        number: Call.from_db(DEFAULT_DB_ALIAS, HELD, (number, *map(moment_of, moments))) for number, *moments in rows
    }


def require_age(call: Call, birth_date: date) -> None:
    """Ages count on the closing day as published, so that applying early or late makes no difference."""
    age = age_on(call.age_day, birth_date)
    if not 0 <= age <= OLDEST_APPLICANT:
        raise BirthDateImplausible(field="birth_date")
    if age < call.minimum_age:
        raise TooYoung(field="birth_date", least=call.minimum_age, age=age, day=plain_date(call.age_day))


def fill_in(application: Application, answers: Answers) -> None:
    """Put answers onto an application, specific data and a NIK sealed, and note what a human should look at."""
    require_age(application.call, answers.birth_date)
    for name in ("name", "motivation", "channel_url"):
        refuse_nik(getattr(answers, name), name)
    for name in ANSWERED:
        setattr(application, name, getattr(answers, name))
    need = answers.disability_need
    if need != application.disability_need:
        application.disability_need_sealed = seal(need, DISABILITY_PLACE) if need else ""
    if answers.own is not None and dict(answers.own) != application.own_answers:
        _fill_in_own(application, answers.own)
    if answers.nik:
        application.nik_sealed = seal(answers.nik, NIK_PLACE)
        application.nik_lookup = nik_lookup(answers.nik)
        application.nik_prefix = answers.nik[:6]
    nik = answers.nik or unseal(application.nik_sealed, NIK_PLACE)
    _fill_in_card(application, answers, nik)
    application.flags = " ".join(_flags(application, nik))


def plain_answer(application: Application, name: str) -> str:
    """One of `ANSWERED` as text. Kelurahan of one name are told apart by their kecamatan."""
    value = getattr(application, name)
    return value.full_name if isinstance(value, Region) else str(value)


def _fill_in_card(application: Application, answers: Answers, nik: str) -> None:
    if answers.family_card and application.call.asks_family_card:
        if answers.family_card == nik:
            raise FamilyCardIsNik(field="family_card")
        application.family_card_sealed = seal(answers.family_card, FAMILY_CARD_PLACE)
        application.family_card_lookup = family_card_lookup(answers.family_card)
    elif answers.drops_family_card:
        application.family_card_sealed = application.family_card_lookup = ""


def _fill_in_own(application: Application, own: Mapping[int, Value]) -> None:
    told = json.dumps({str(pk): value for pk, value in own.items()}, ensure_ascii=False)
    application.own_answers_sealed = seal(told, OWN_PLACE)
    for name, value in compared_lookups(application.call, own).items():
        setattr(application, name, value)


def save_as_live(application: Application, **options: Any) -> None:
    """Save as submitted, or as contested where another application of this person lives: the database decides.

    Raises `IntegrityError` when something else is not unique.
    """
    application.state = ApplicationState.SUBMITTED
    try:
        with transaction.atomic():
            application.save(**options)
    except IntegrityError:
        application.state = ApplicationState.CONTESTED
        with transaction.atomic():
            application.save(**options)


def note(
    application: Application,
    act: Act,
    *,
    before: str,
    by: Actor,
    at: datetime,
    reason: str = "",
    details: Mapping[str, object] | None = None,
    personal: Mapping[str, object] | None = None,
) -> None:
    """Add an event to the application's history and an entry to the audit record."""
    refuse_nik(reason, "reason")
    ApplicationEvent.objects.create(
        application=application,
        act=act,
        at=at,
        by_label=by.label,
        by_kind=by.kind,
        from_state=before,
        to_state=application.state,
        reason=reason,
    )
    record(
        f"applications.{act}",
        application,
        by=by,
        at=at,
        place=application.programme.place,
        details={"call": application.call_id, "from": before, "to": application.state, **(details or {})},
        personal={**(personal or {}), **({"reason": reason} if reason else {})},
    )


def note_together(
    applications: Sequence[Application],
    act: Act,
    *,
    before: Mapping[int, str],
    by: Actor,
    at: datetime,
    details: Mapping[int, Mapping[str, object]],
    reason: str = "",
    personal: Mapping[int, Mapping[str, object]] | None = None,
) -> None:
    """What `note` adds, for many that one transaction moved; `before`, `details` and `personal` by application."""
    audited = []
    for one in applications:
        own = (personal or {}).get(one.pk, {})
        sealed = seal_personal({**own, **({"reason": reason} if reason else {})})
        told = {"call": one.call_id, "from": before[one.pk], "to": one.state, **details[one.pk]}
        place, proof = one.programme.place, sealed.commitment
        audited.append(
            (entry_of(f"applications.{act}", one, by=by, at=at, place=place, details=told, commitment=proof), sealed)
        )
    events = [(one.pk, act, at, by.label, by.kind, before[one.pk], one.state, reason) for one in applications]
    ask(*insertions(Rows(ApplicationEvent, EVENT, events)), *record_together(audited))


def _flags(application: Application, digits: str) -> tuple[str, ...]:
    today = local_date(application.submitted_at)
    return soft_flags(
        parse_nik(digits, today=today, birth_date=application.birth_date),
        sex="P" if application.sex == "P" else "L",
        birth_date=application.birth_date,
        region_code=application.programme.organisation.region_id,
        known_districts=districts(),
    )
