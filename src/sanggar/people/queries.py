"""Reads: accounts, rights and terms of an office, its audit record, and the passkeys of an account."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from sanggar.foundation import audit, clock
from sanggar.foundation.dates import local_date
from sanggar.foundation.mail import Letter
from sanggar.foundation.models import AuditEntry
from sanggar.people.models import Account, Grant, Organisation, Term
from sanggar.people.purposes import KINDS, Purpose

REGION = '"region":"'  # as the record writes that an act was about a region


def letterhead_of(office: Organisation) -> dict[str, str]:
    """What the letterhead of a paper asks for, coat of arms included (`foundation.documents.pdf`)."""
    return {
        "government": f"Pemerintah {office.region.name}",
        "name": office.name,
        "letterhead": office.letterhead,
        "arms": office.arms.digest if office.arms else "",
    }


def grants_at(office: Organisation) -> QuerySet[Grant]:
    """Every right that counts or counted for the whole office, also those given for its region; newest first."""
    codes = office.region_id.split(".")
    regions = [".".join(codes[: length + 1]) for length in range(len(codes))]
    scope = Q(organisation=office) | Q(region_id__in=regions)
    grants = Grant.objects.filter(scope).select_related("account", "organisation", "region")
    return grants.order_by("account__name", "-given_at")


def audit_entries(offices: Iterable[Organisation], regions: Iterable[str] = ()) -> QuerySet[AuditEntry]:
    """What happened in the books of these offices, the newest first; for who inspects `regions` also what stands in no
    office's books, because it is about such a region or about the installation.
    """
    scope = Q(organisation_id__in=[str(office.pk) for office in offices])
    for code in regions:
        scope |= Q(organisation_id="") & (~Q(details__contains=REGION) | _about(code))
    return AuditEntry.objects.filter(scope).select_related("sealed__batch").order_by("-at", "-pk")


def _about(code: str) -> Q:
    """Entries that name a region, one inside it, or one that it lies in."""
    parts = code.split(".")
    around = [".".join(parts[: length + 1]) for length in range(len(parts))]
    found = Q(details__contains=f"{REGION}{code}.")
    for each in around:
        found |= Q(details__contains=f'{REGION}{each}"')
    return found


@dataclass(frozen=True, slots=True)
class Seal:
    """How far the record is sealed: the digest to note, and how many entries still wait for the next batch."""

    head: str
    waiting: int


def is_address_taken(email: str) -> bool:
    return Account.objects.filter(email__iexact=email).exists()


def seal_state() -> Seal:
    return Seal(head=audit.head(), waiting=AuditEntry.objects.filter(sealed=None).count())


def letters_at(offices: Iterable[Organisation], letters: Iterable[Letter]) -> list[Letter]:
    """Which letters of a demo's mailbox are these offices' own: what they wrote, and what was written about an account
    that they opened or gave a right to. What belongs to no office shows where one account answers for all of them.
    """
    own, found = {str(office.pk) for office in offices}, list(letters)
    rest = {letter.to for letter in found if not letter.office}
    known = {account.email: _offices_of(account) for account in Account.objects.filter(email__in=rest)}
    everywhere = Organisation.objects.count() == len(own)
    return [letter for letter in found if everywhere or own & ({letter.office} | known.get(letter.to, set()))]


def _offices_of(account: Account) -> set[str]:
    scopes = [grant.offices for grant in Grant.objects.filter(account=account)]
    given = {str(pk) for scope in scopes for pk in Organisation.objects.filter(scope).values_list("pk", flat=True)}
    opened = AuditEntry.objects.filter(verb="people.open_account", subject=audit.subject_of(account))
    return given | set(opened.exclude(organisation_id="").values_list("organisation_id", flat=True))


def term_of(organisation: Organisation, purpose: str, day: date) -> Purpose:
    """The purpose with the term and ground that count for an office on a day."""
    return terms_of(organisation, [purpose], day)[purpose]


def terms_of(organisation: Organisation, purposes: Collection[str], day: date) -> dict[str, Purpose]:
    """The same of several."""
    of_then = Term.objects.filter(organisation=organisation, purpose__in=purposes, since__lte=day)
    own = {term.purpose: term for term in of_then}  # of each the last, in their order
    return {
        key: replace(KINDS[key], days=own[key].days, basis=own[key].basis) if key in own else KINDS[key]
        for key in purposes
    }


def terms_so_far(organisation: Organisation, purpose: str, at: datetime) -> list[tuple[datetime | None, Purpose]]:
    """Every term that a page of the office has told up to a moment, with the moment from which it did: its day, or, of
    one that was set for the same day, when it was set. The house's own first, from ever.
    """
    house, zone = KINDS[purpose], clock.office_zone()
    own = Term.objects.filter(
        organisation=organisation, purpose=purpose, since__lte=local_date(at, zone), set_at__lte=at
    )
    begun = [(max(datetime.combine(term.since, time.min, zone), term.set_at), term) for term in own]
    told: list[tuple[datetime | None, Purpose]] = [(None, house)]
    for moment in sorted({moment for moment, _term in begun}):
        *_earlier, term = [term for began, term in begun if began <= moment]
        told.append((moment, replace(house, days=term.days, basis=term.basis)))
    return told


def promised_term(organisation: Organisation, purpose: str, told_at: datetime, at: datetime) -> Purpose:
    """What counts at a moment for who was told the terms of another: later ones may shorten, never lengthen."""
    told, now = (terms_so_far(organisation, purpose, moment)[-1][1] for moment in (min(told_at, at), at))
    return min(now, told, key=lambda term: term.days)


def terms_to_come(organisation: Organisation, purpose: str, day: date) -> QuerySet[Term]:
    """Terms that were set and do not count yet."""
    return Term.objects.filter(organisation=organisation, purpose=purpose, since__gt=day)


def passkeys_of(account: Account) -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    return found.order_by("pk")


def passkey_with_credential(account: Account, credential: dict[str, Any]) -> Authenticator | None:
    """The account's passkey that this answer of a browser made, if it is kept already."""
    from allauth.mfa.webauthn.internal.auth import get_authenticator_by_credential_id, parse_registration_response

    found = parse_registration_response(credential).response.attestation_object.auth_data.credential_data
    return get_authenticator_by_credential_id(account, found.credential_id) if found else None
