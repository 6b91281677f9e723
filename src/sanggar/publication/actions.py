"""Writes: a work is added, confirmed by an officer, or taken off the list with a reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sanggar.foundation import clock
from sanggar.foundation.audit import Actor, record
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError, InputRefused
from sanggar.foundation.platforms import read_address
from sanggar.foundation.unique import unless_taken
from sanggar.publication.models import Work
from sanggar.training.models import Enrolment


class WorkAlreadyAdded(DomainError):
    code = "work_already_added"
    message = _("Karya ini sudah ada di daftar peserta.")


class NoParticipant(DomainError):
    code = "no_participant"
    message = _("Kepesertaan ini sudah berakhir (%(state)s), jadi karya tidak dapat ditambahkan lagi.")


class PublishedLater(InputRefused):
    code = "published_later"
    message = _("Tanggal terbit belum tiba. Tambahkan karya setelah terbit.")


class WorkRemoved(DomainError):
    code = "work_removed"
    message = _("Karya ini sudah dihapus dari daftar. Muat ulang halaman.")


class WorkConfirmed(DomainError):
    code = "work_confirmed"
    message = _("Karya ini sudah dikonfirmasi oleh %(by)s.")


@transaction.atomic
def add_work(enrolment: Enrolment, *, url: str, title: str, published_on: date, by: Actor, at: datetime) -> Work:
    """Put a published work on a participant's list. `by` is the participant, their mentor or an officer."""
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True).select_related("person", "stage__programme")
    enrolment = held.get(pk=enrolment.pk)  # as it stands now, not when the page was read
    if not enrolment.is_seated:
        raise NoParticipant(state=enrolment.get_state_display())
    address = read_address(url)
    if published_on > local_date(at, clock.office_zone()):
        raise PublishedLater(field="published_on")
    with unless_taken(WorkAlreadyAdded(field="url")):
        work = Work.objects.create(
            enrolment=enrolment,
            url=address.url,
            key=address.key,
            platform=address.platform,
            title=title,
            published_on=published_on,
            added_at=at,
            added_by=enrolment.person.name if by.kind == "applicant" else by.label,
        )
    _record("publication.add_work", work, by=by, at=at, personal={"url": work.url, "title": title})
    return work


@transaction.atomic
def confirm_work(work: Work, *, by: Actor, at: datetime) -> None:
    """Say that the work is there, is this participant's and was made for the training."""
    unseen = Work.objects.standing().filter(pk=work.pk, confirmed_at=None)
    if not unseen.update(confirmed_at=at, confirmed_by=by.label):
        work.refresh_from_db()
        raise WorkConfirmed(by=work.confirmed_by) if work.is_standing else WorkRemoved
    work.refresh_from_db()
    _record("publication.confirm_work", work, by=by, at=at)


@transaction.atomic
def remove_work(work: Work, *, reason: str, by: Actor, at: datetime) -> None:
    """Take a work off the list; it no longer counts, and may be added anew."""
    standing = Work.objects.standing().filter(pk=work.pk)
    if not standing.update(removed_at=at, removed_by=by.label, removal_reason=reason):
        raise WorkRemoved
    work.refresh_from_db()
    _record("publication.remove_work", work, by=by, at=at, personal={"reason": reason})


def _record(verb: str, work: Work, *, by: Actor, at: datetime, personal: dict[str, str] | None = None) -> None:
    place = work.enrolment.stage.programme.place
    record(verb, work, by=by, at=at, place=place, details={"platform": work.platform}, personal=personal)
