"""Reads: calls, applications, and the figures of a call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sanggar.applications.finding import plain_receipt
from sanggar.applications.models import (
    GUARDIAN,
    LINK,
    NOT_LIVE,
    NOTICE,
    UNSETTLED,
    Act,
    Application,
    ApplicationState,
    Call,
    ChangeKind,
    Consent,
    ConsentText,
    LegalHold,
    OfficeEntry,
    RightsRequest,
)
from sanggar.applications.participants import stages_by_nik
from sanggar.applications.wording import KEPT_BEGINS, guardian_words
from sanggar.foundation.links import is_link_token
from sanggar.foundation.sealed import unseal
from sanggar.people.actions import NIK_PLACE, TOLD, Identity, nik_lookup
from sanggar.people.models import Person
from sanggar.planning.models import Programme, Track

WITH_CALL = "call__stage__programme__organisation__region"


# --- calls -----------------------------------------------------------------------------------------------------------
def calls_of(programme: Programme) -> QuerySet[Call]:
    return calls_in(Programme.objects.filter(pk=programme.pk))


def calls_in(programmes: QuerySet[Programme]) -> QuerySet[Call]:
    found = Call.objects.filter(stage__programme__in=programmes)
    return found.select_related("stage__programme__organisation__region")


def calls_to_copy(programme: Programme) -> QuerySet[Call]:
    """Earlier ones of the office, of whichever programme, the newest first."""
    office = Call.objects.filter(stage__programme__organisation=programme.organisation_id)
    return office.select_related("stage__programme__organisation__region").order_by("-created_at", "pk")


def public_calls() -> QuerySet[Call]:
    """What anyone may see, open or not."""
    return Call.objects.filter(published_at__isnull=False).select_related("stage__programme__organisation__region")


def open_calls(at: datetime) -> QuerySet[Call]:
    """The calls that take applications at this moment, the one that closes first in front."""
    running = Q(closed_at=None) | Q(closed_at__gt=at)
    return public_calls().filter(running, opens_at__lte=at, closes_at__gt=at, frozen_at=None).order_by("closes_at")


def unfrozen_beside(call: Call) -> QuerySet[Call]:
    """Other calls of its stage that are public and whose list is yet to be frozen: they announce the same seats."""
    return public_calls().filter(stage=call.stage_id, frozen_at=None).exclude(pk=call.pk).order_by("closes_at")


def has_ended(call: Call, at: datetime) -> bool:
    """Whether by this moment the call had ever ended, also if it was prolonged or opened again since."""
    return at >= first_end(call)


def first_end(call: Call) -> datetime:
    """When the call ended for the first time, or will."""
    opened_again = call.changes.exclude(kind=ChangeKind.CLOSED).filter(before__lte=F("at"))
    earlier: datetime | None = opened_again.aggregate(first=Min("before"))["first"]
    return min(call.ends_at, earlier or call.ends_at)


def tracks_offered(call: Call) -> QuerySet[Track]:
    return Track.objects.filter(call_tracks__call=call).order_by("pk")


def texts_in_force(call: Call) -> list[ConsentText]:
    """What applicants are asked: the notice, then the optional uses in the order of their first words."""
    texts = ConsentText.objects.filter(call=call, retired_at=None).exclude(key=GUARDIAN).order_by("pk")
    return sorted(texts, key=lambda text: text.key != NOTICE)


def was_link_sent(application: Application) -> bool:
    """Whether the link that counts now left by letter: no later one did, nor that of a list entered without letters."""
    if application.link_version > 1:
        return False
    entry = OfficeEntry.objects.filter(application=application, import_run__isnull=False).select_related("import_run")
    run = entry[0].import_run if entry else None
    return run is None or bool(run.settings.get("send_receipts"))


def with_told_at(rows: QuerySet[Application]) -> QuerySet[Application]:
    """With `told_at`, when what told them for how long their data are kept was written: the notice that they read, else
    (where it says nothing of that) what counted as they applied.
    """
    says = Q(text__text__contains=KEPT_BEGINS[0]) | Q(text__text_en__contains=KEPT_BEGINS[1])
    read = Consent.objects.filter(says, application=OuterRef("pk"), text__key=NOTICE).order_by("pk")
    return rows.annotate(told_at=Coalesce(Subquery(read.values("text__written_at")[:1]), "submitted_at"))


def told_moments(applications: Iterable[Application]) -> list[datetime]:
    """`told_at` of each."""
    return [with_told_at(Application.objects.filter(pk=each.pk)).get().told_at for each in applications]  # type: ignore[attr-defined]  # annotated


def guardian_text(call: Call) -> ConsentText:
    """What guardians agree to: the office's own words, or the house's, not stored, where nobody needed any yet."""
    found = ConsentText.objects.filter(call=call, key=GUARDIAN, retired_at=None).first()
    text, text_en = guardian_words(call.programme)
    return found or ConsentText(call=call, key=GUARDIAN, version=1, text=text, text_en=text_en)


# --- applications ----------------------------------------------------------------------------------------------------
def applications_of(programme: Programme) -> QuerySet[Application]:
    found = Application.objects.filter(call__stage__programme=programme)
    return found.select_related("call__stage__programme__organisation__region", "village__parent", "track")


def applicants_of(programme: Programme) -> QuerySet[Application]:
    """One application of each person who asked for a place and did not take that back: none that only repeats a NIK."""
    return applications_of(programme).exclude(state__in=NOT_LIVE)


def eligible_applications(call: Call) -> QuerySet[Application]:
    """Those that take part in the draw."""
    return _of_call(call).filter(state=ApplicationState.ELIGIBLE)


def unsettled_applications(call: Call) -> QuerySet[Application]:
    """Those to be decided on before the list can be frozen. Contested ones do not hold up a draw."""
    return _of_call(call).filter(state__in=UNSETTLED)


def contested_applications(call: Call) -> QuerySet[Application]:
    """Those whose NIK already applies: their owners have to show the card."""
    return _of_call(call).filter(state=ApplicationState.CONTESTED)


def same_family_card(application: Application) -> QuerySet[Application]:
    """Others in the call who gave the same card and have not withdrawn."""
    if not application.family_card_lookup:
        return Application.objects.none()
    others = Application.objects.filter(call=application.call_id, family_card_lookup=application.family_card_lookup)
    return others.exclude(pk=application.pk).exclude(state=ApplicationState.WITHDRAWN).order_by("receipt")


def same_nik(application: Application) -> QuerySet[Application]:
    """Every application in the call with this NIK, this one too, oldest first."""
    return _of_call(application.call).filter(nik_lookup=application.nik_lookup)


def application_by_link(receipt: str, token: str) -> Application | None:
    """The application that a secret link opens; None for a wrong link, without telling what is wrong: for a receipt
    that exists and for one that does not, the same is asked and the same is computed.
    """
    found = Application.objects.filter(receipt=receipt.upper()[:20])
    version = found.values_list("link_version", flat=True).first()
    is_right = is_link_token(token, LINK, receipt.upper()[:20], version or 1)
    if version is None or not is_right:
        return None
    return found.select_related(WITH_CALL, "village__parent", "track").first()


def application_of(receipt: str, birth_date: date) -> Application | None:
    """The application that somebody means by receipt number and birth date; not one whose data were erased."""
    found = Application.objects.filter(receipt=plain_receipt(receipt), birth_date=birth_date, erased_at=None)
    return found.select_related(WITH_CALL).first()


def sent_before(call: Call, submission_id: UUID, nik: str) -> Application | None:
    """What this submission stored earlier, if it came with the same NIK."""
    found = Application.objects.filter(submission_id=submission_id, call=call, nik_lookup=nik_lookup(nik))
    return found.select_related(WITH_CALL).first()


def rights_requests_of(programme: Programme) -> QuerySet[RightsRequest]:
    """What people ask about their data: what is to be answered first, the most urgent in front, then the latest."""
    rows = RightsRequest.objects.filter(programme=programme).select_related("application", "account", "programme")
    return rows.order_by(F("answered_at").desc(nulls_first=True), "due_at", "pk")


def legal_holds_on(application: Application) -> QuerySet[LegalHold]:
    """What keeps this application's data from being emptied: a hold on it alone, or on its programme."""
    scope = Q(application=application) | Q(application=None, programme=application.programme)
    return LegalHold.objects.filter(scope, lifted_at=None)


def consents_in_force(application: Application) -> QuerySet[Consent]:
    """The optional uses that the applicant agrees to now."""
    return application.consents.filter(withdrawn_at=None).exclude(text__key=NOTICE).select_related("text")


def identity_of(application: Application) -> Identity:
    """What a person is registered with; opens the NIK, so only for an act that is on record."""
    return Identity(
        nik=unseal(application.nik_sealed, NIK_PLACE),
        name=application.name,
        birth_date=application.birth_date,
        sex=application.sex,
        village=application.village,
        phone=application.phone,
        email=application.email,
    )


def known_person(application: Application) -> Person | None:
    """Whom the city knows under this NIK, from an earlier programme, this one, or one of another office."""
    return Person.objects.filter(nik_lookup=application.nik_lookup).first()


def differing_answers(application: Application, person: Person) -> list[str]:
    """The fields in which an application does not say what is on record; small and capital letters are one."""
    return [name for name in TOLD if _plain(getattr(application, name)) != _plain(getattr(person, name))]


def is_identified(application: Application) -> bool:
    """Whether the owner of the NIK showed the card for what stands in the application now."""
    telling = (Act.SUBMIT, Act.EDIT, Act.RETURN, Act.SETTLE, Act.IDENTIFY)
    last = application.events.filter(act__in=telling).last()
    return last is not None and last.act in (Act.SETTLE, Act.IDENTIFY)


def _plain(value: object) -> object:
    return value.strip().casefold() if isinstance(value, str) else value


# --- figures ---------------------------------------------------------------------------------------------------------
def call_states(call: Call) -> dict[ApplicationState, int]:
    """How many applications are in each state; states without any are 0."""
    return _states(_of_call(call))


@dataclass(frozen=True, slots=True)
class Received:
    """`applications` that came in; of those the `applicants`, one for each person who still asks for a place: without
    what was withdrawn or superseded, or only repeats a NIK.
    """

    applications: int
    applicants: int

    @property
    def others(self) -> int:
        return self.applications - self.applicants


def received(call: Call) -> Received:
    states = call_states(call)
    total = sum(states.values())
    return Received(total, total - sum(states[state] for state in NOT_LIVE))


def counts_by_state(programme: Programme) -> dict[ApplicationState, int]:
    return _states(Application.objects.filter(call__stage__programme=programme))


def next_waiting(application: Application) -> Application | None:
    """The one to look at after this: in the same call, waiting longest."""
    waiting = _of_call(application.call).filter(state=ApplicationState.SUBMITTED, frozen_at=None)
    return waiting.exclude(pk=application.pk).order_by("changed_at", "pk").first()


def clean_applications(call: Call) -> QuerySet[Application]:
    """Waiting, nothing noted about the NIK, nobody else in the call with it, nobody known under it who differs, and no
    seat in the programme yet.
    """
    waiting = _of_call(call).filter(state=ApplicationState.SUBMITTED, flags="", frozen_at=None)
    agreeing = {name: OuterRef(name) for name in TOLD}
    others = Person.objects.filter(nik_lookup=OuterRef("nik_lookup")).exclude(**agreeing)
    waiting = waiting.exclude(Exists(others)).exclude(nik_lookup__in=stages_by_nik(call.programme))
    return waiting.exclude(nik_lookup__in=contested_applications(call).values("nik_lookup"))


def _of_call(call: Call) -> QuerySet[Application]:
    return Application.objects.filter(call=call).select_related(WITH_CALL, "village__parent", "track")


def _states(applications: QuerySet[Application]) -> dict[ApplicationState, int]:
    counted = dict(applications.order_by().values_list("state").annotate(count=Count("pk")))
    return {state: counted.get(state, 0) for state in ApplicationState}
