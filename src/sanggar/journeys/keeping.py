"""Why data can not be emptied yet, and until when: told to who asks for it, and kept to by the daily purge."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from sanggar.applications.models import Application, LegalHold, RightsRequest, RightsState
from sanggar.applications.queries import legal_holds_on
from sanggar.applications.rules import is_withdrawable
from sanggar.foundation import clock
from sanggar.foundation.dates import local_date
from sanggar.mentoring.models import Complaint
from sanggar.people.models import Account
from sanggar.people.purposes import SPENDING
from sanggar.people.queries import term_of
from sanggar.planning.models import Programme, ProgrammeGrant
from sanggar.selection.models import Objection, ObjectionState
from sanggar.spending.models import Payment
from sanggar.spending.states import GONE
from sanggar.training.models import Enrolment, Presence
from sanggar.training.queries import enrolment_of_application


@dataclass(frozen=True, slots=True)
class Keep:
    """A reason, as its person reads it; `until` is the last day on which it counts, None where that is not known."""

    code: str
    text: str
    until: date | None = None


def reasons_to_keep(application: Application, at: datetime) -> list[Keep]:
    """Empty where nothing stands in the way of erasing the application now."""
    today = local_date(at, clock.office_zone())
    return [*_running(application, today), *_paid(application, today), *_held_back(application)]


def _running(application: Application, today: date) -> list[Keep]:
    last = application.programme.last_day
    enrolment = enrolment_of_application(application)
    if enrolment and today <= last:
        return [Keep("taking_part", _("Anda tercatat dalam pelatihan yang sedang berjalan."), last)]
    if enrolment or today > last:
        return []
    if application.frozen_at:
        text = _("Lamaran Anda ada dalam daftar seleksi yang dibekukan, dan cadangan masih dapat dipanggil.")
        return [Keep("in_selection", text, last)]
    if is_withdrawable(application):
        text = _("Lamaran Anda masih berjalan. Tarik dahulu lamarannya bila ingin datanya dihapus sekarang.")
        return [Keep("running", text)]
    return []


def _paid(application: Application, today: date) -> list[Keep]:
    enrolment = enrolment_of_application(application)
    if enrolment is None:
        return []
    latest = payments_resting_on(enrolment).aggregate(day=Max("paid_on"))["day"]
    if latest is None:
        return []
    until = latest + term_of(application.programme.organisation, SPENDING, today).period
    text = _("Kehadiran atau kontak Anda menjadi bukti pembayaran, yang wajib disimpan.")
    return [Keep("evidence", text, until)] if today <= until else []


def payments_resting_on(enrolment: Enrolment) -> QuerySet[Payment]:
    """Paid for a meeting that this participant attended, or to a mentor of theirs."""
    attended = Q(meeting__attendance__enrolment=enrolment, meeting__attendance__presence=Presence.PRESENT)
    accompanied = Q(mentor__mentorships__enrolment=enrolment)
    return Payment.objects.filter(attended | accompanied, state__in=GONE)


def _held_back(application: Application) -> list[Keep]:
    found = []
    if Objection.objects.filter(application=application, state=ObjectionState.OPEN).exists():
        found.append(Keep("objection", _("Sanggahan Anda belum dijawab.")))
    if Complaint.objects.filter(enrolment__application=application, answered_at=None).exists():
        found.append(Keep("complaint", _("Aduan Anda belum dijawab.")))
    if legal_holds_on(application).exists():
        found.append(Keep("hold", _("Datanya diperlukan untuk pemeriksaan yang sedang berjalan.")))
    return found


def account_reasons_to_keep(account: Account, at: datetime) -> list[Keep]:
    """The same of somebody who teaches, accompanies or works at the desk."""
    today = local_date(at, clock.office_zone())
    found = []
    held = ProgrammeGrant.objects.in_force(at).filter(account=account).exists()
    if held or account.grants.in_force(at).exists():
        found.append(Keep("rights", _("Anda masih memegang hak. Hak itu diakhiri dahulu.")))
    paid_to = Q(mentor__account=account) | Q(payee_account=account)
    paid = Payment.objects.filter(paid_to, state__in=GONE).select_related("line__budget__programme__organisation")
    if latest := paid.order_by("-paid_on").first():
        assert latest.paid_on is not None
        until = latest.paid_on + term_of(latest.programme.organisation, SPENDING, today).period
        if today <= until:
            found.append(Keep("evidence", _("Anda dibayar dari anggaran; bukti pembayarannya wajib disimpan."), until))
    return found


def not_held_back(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Those that no open objection, complaint, request or legal hold keeps."""
    own = OuterRef("pk")
    holds = LegalHold.objects.filter(lifted_at=None)
    return applications.exclude(
        Exists(Objection.objects.filter(application=own, state=ObjectionState.OPEN))
        | Exists(Complaint.objects.filter(enrolment__application=own, answered_at=None))
        | Exists(RightsRequest.objects.filter(application=own, state=RightsState.ASKED))
        | Exists(holds.filter(Q(application=own) | Q(application=None, programme=OuterRef("call__stage__programme"))))
    )


def without_evidence(applications: QuerySet[Application], since: date) -> QuerySet[Application]:
    """Participants on whom no payment since that day rests."""
    paid = Payment.objects.filter(state__in=GONE, paid_on__gte=since)
    attended = paid.filter(
        meeting__attendance__enrolment__application=OuterRef("pk"), meeting__attendance__presence=Presence.PRESENT
    )
    return applications.exclude(
        Exists(attended) | Exists(paid.filter(mentor__mentorships__enrolment__application=OuterRef("pk")))
    )


def evidence_since(programme: Programme, today: date) -> date:
    return today - term_of(programme.organisation, SPENDING, today).period
