"""A guardian's consent to a child's application: named, given, withdrawn, each with its moment and who did it."""

from datetime import datetime, timedelta

from django.db import transaction

from sanggar.applications import letters
from sanggar.applications.actions.corrections import screening_terms
from sanggar.applications.actions.refusals import (
    DataErased,
    GuardianLinkOften,
    GuardianNamedOften,
    GuardianOver,
    PaperNowhere,
)
from sanggar.applications.actions.texts import write_text
from sanggar.applications.actions.writing import note
from sanggar.applications.models import (
    GUARDIAN,
    NOT_LIVE,
    Act,
    Application,
    ApplicationState,
    Call,
    ConsentText,
    Ending,
    GivenBy,
    Guardianship,
)
from sanggar.applications.queries import WITH_CALL, guardian_text
from sanggar.foundation import rates
from sanggar.foundation.audit import Actor
from sanggar.foundation.national_id import refuse_nik
from sanggar.funding.reference_queries import adult_ages

REMINDED_AFTER = timedelta(days=3)
MOST_LINKS, LINK_WINDOW = 3, timedelta(days=1)
MOST_NAMED, MOST_NAMED_FROM = 10, 500
HOUSE = Actor.system("teks bawaan")


def guardian_actor(guardianship: Guardianship) -> Actor:
    """Whoever holds the guardian's link, or the child's telephone beside them."""
    receipt = guardianship.application.receipt
    return Actor("guardian", receipt, f"wali {receipt}")


def keep_guardian_text(call: Call, *, by: Actor = HOUSE, at: datetime) -> ConsentText:
    """The words that a guardian agrees to: the office's own, or the house's where there are none yet."""
    words = guardian_text(call)
    return words if words.pk else write_text(call, key=GUARDIAN, text=words.text, text_en=words.text_en, by=by, at=at)


def admits_children(call: Call) -> bool:
    return call.minimum_age < adult_ages().on(call.age_day)


def require_naming(application: Application, address: str, *, at: datetime) -> None:
    """Who has a link may name somebody else some times a day, for each is a row, an event and an entry in the record
    for good; from one address, as a school's, many may.
    """
    whose = (("guardian-name", application.receipt, MOST_NAMED), ("guardian-name-from", address, MOST_NAMED_FROM))
    tries = [rates.a_try(what, who, limit=limit, window=LINK_WINDOW, at=at) for what, who, limit in whose]
    if any(rates.count_together(tries)):
        raise GuardianNamedOften


@transaction.atomic
def name_guardian(
    application: Application, *, name: str, relation: str, phone: str, sends: bool = False, by: Actor, at: datetime
) -> Guardianship:
    """Say who is asked; whoever was asked before is asked no longer, and a consent they gave counts no longer. With
    `sends` the guardian gets a link of their own.
    """
    held = _held(application)
    refuse_nik(name, "name")
    keep_guardian_text(held.call, at=at)
    for former in held.guardianships.filter(ended_at=None):
        letters.forget_guardian_link(former, at=at)
    held.guardianships.filter(ended_at=None).update(ended_at=at, ending=Ending.REPLACED)
    named = Guardianship.objects.create(application=held, name=name, relation=relation, phone=phone, named_at=at)
    told = {"guardian": name, "phone": phone}
    note(held, Act.GUARDIAN, before=held.state, by=by, at=at, details={"relation": relation}, personal=told)
    _screened_again(held, by=by, at=at)
    if sends:
        send_guardian_link(named, at=at)
    return named


@transaction.atomic
def send_guardian_link(guardianship: Guardianship, *, at: datetime) -> None:
    """To the telephone that was typed, by whatever channel leads there; a few times a day, to one number and of one
    application, for nobody proved that it is the guardian's, and each costs the city a message.
    """
    whose = (("guardian-link", guardianship.phone), ("guardian-link-of", guardianship.application.receipt))
    tries = [rates.a_try(what, who, limit=MOST_LINKS, window=LINK_WINDOW, at=at) for what, who in whose]
    if any(rates.count_together(tries)):
        raise GuardianLinkOften
    if Guardianship.objects.filter(pk=guardianship.pk, given_at=None, ended_at=None).update(linked_at=at):
        letters.send_guardian_link.enqueue(guardianship.pk)


@transaction.atomic
def give_guardian_consent(
    guardianship: Guardianship, text: ConsentText, *, how: GivenBy, by: Actor, at: datetime, place: str = ""
) -> None:
    """The guardian agrees to these words. Twice is once; nobody agrees who is asked no longer."""
    held = _held(guardianship.application)
    named = Guardianship.objects.select_for_update().get(pk=guardianship.pk)
    if named.is_given:
        return
    if named.ended_at:
        raise GuardianOver
    refuse_nik(place, "place")
    if how == GivenBy.PAPER and not place:
        raise PaperNowhere(field="place")
    named.text, named.given_at, named.given_how, named.paper_place = text, at, how, place
    named.save(update_fields=["text", "given_at", "given_how", "paper_place"])
    letters.forget_guardian_link(named, at=at)
    details = {"text": text.digest, "version": text.version, "how": how.value, "relation": named.relation}
    note(held, Act.CONSENT, before=held.state, by=by, at=at, details=details)


@transaction.atomic
def withdraw_guardian_consent(guardianship: Guardianship, *, by: Actor, at: datetime) -> None:
    """At any time, for withdrawing is as easy as giving. An application that was found eligible because of it is
    screened again, unless the list it stands in is frozen: then the office sees it and decides.
    """
    held = _held(guardianship.application)
    named = Guardianship.objects.select_for_update().get(pk=guardianship.pk)
    if named.ended_at:
        return
    named.ended_at, named.ending = at, Ending.WITHDRAWN
    named.save(update_fields=["ended_at", "ending"])
    letters.forget_guardian_link(named, at=at)
    note(held, Act.UNCONSENT, before=held.state, by=by, at=at)
    _screened_again(held, by=by, at=at)


@transaction.atomic
def record_guardian_paper(
    application: Application, *, name: str, relation: str, phone: str, place: str, by: Actor, at: datetime
) -> None:
    """An officer holds the guardian's signed consent, in the words in force, and says where it lies."""
    named = name_guardian(application, name=name, relation=relation, phone=phone, by=by, at=at)
    text = keep_guardian_text(application.call, at=at)
    give_guardian_consent(named, text, how=GivenBy.PAPER, by=by, at=at, place=place)


def remind_guardians(at: datetime) -> int:
    """Write once more to those who did not answer for some days; how many."""
    due = Guardianship.objects.filter(linked_at__lte=at - REMINDED_AFTER, reminded_at=None, given_at=None)
    due = due.filter(ended_at=None, application__frozen_at=None, application__erased_at=None)
    count = 0
    for guardianship in due.exclude(application__state__in=NOT_LIVE | {ApplicationState.REFUSED}):
        with transaction.atomic():
            if Guardianship.objects.filter(pk=guardianship.pk, reminded_at=None).update(reminded_at=at):
                letters.send_guardian_link.enqueue(guardianship.pk)
                count += 1
    return count


def _screened_again(held: Application, *, by: Actor, at: datetime) -> None:
    if held.state != ApplicationState.ELIGIBLE or held.frozen_at or not screening_terms(held.call).guardian_first:
        return
    before, held.state, held.changed_at = held.state, ApplicationState.SUBMITTED, at
    held.save(update_fields=["state", "changed_at"])
    note(held, Act.REOPEN, before=before, by=by, at=at)


def _held(application: Application) -> Application:
    rows = Application.objects.select_for_update(of=("self",), no_key=True).select_related(WITH_CALL)
    held = rows.get(pk=application.pk)
    if held.erased_at:
        raise DataErased
    return held
