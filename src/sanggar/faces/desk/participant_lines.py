"""What stands on the desk's page of a participant from the rooms after `training`; registered when it is imported."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.evaluation.queries import certificate_of, completion_of
from sanggar.mentoring.queries import active_mentorship, brought_to_end
from sanggar.publication.queries import works_of
from sanggar.training.models import Enrolment
from sanggar.training.participant_lines import Line, tells_of_participants


@tells_of_participants
def lines(enrolment: Enrolment) -> Iterator[Line]:
    yield _mentor(enrolment)
    yield _works(enrolment)
    yield _certificate(enrolment)


def _mentor(enrolment: Enrolment) -> Line:
    if pair := active_mentorship(enrolment):
        return Line(_("Pendamping"), pair.mentor.account.name, _address("mentoring:pair", enrolment, pair.pk))
    if ended := brought_to_end(enrolment):
        told = _("%(name)s, sudah berakhir") % {"name": ended.mentor.account.name}
        return Line(_("Pendamping"), told, _address("mentoring:pair", enrolment, ended.pk))
    return Line(_("Pendamping"), _("belum ada"), f"{_address('mentoring:pairs', enrolment)}?{_named(enrolment)}")


def _works(enrolment: Enrolment) -> Line:
    found = list(works_of(enrolment))
    confirmed = sum(work.confirmed_at is not None for work in found)
    told = ngettext("%(n)s dicatat, %(confirmed)s diperiksa", "%(n)s dicatat, %(confirmed)s diperiksa", len(found))
    words = told % {"n": len(found), "confirmed": confirmed}
    return Line(_("Karya terbit"), words, _address("publication:participant", enrolment, enrolment.pk))


def _certificate(enrolment: Enrolment) -> Line:
    if found := certificate_of(enrolment):
        told = found.number if found.is_valid else f"{found.number}, {found.get_state_display().lower()}"
        return Line(_("Sertifikat"), told, _address("evaluation:certificate", enrolment, found.pk))
    missing = completion_of(enrolment).missing
    told = ", ".join(missing) or _("belum terbit")
    return Line(_("Sertifikat"), told, f"{_address('evaluation:completion', enrolment)}?{_named(enrolment)}")


def _address(name: str, enrolment: Enrolment, *more: int) -> str:
    programme = enrolment.stage.programme
    return reverse(name, args=[programme.organisation.slug, programme.slug, *more])


def _named(enrolment: Enrolment) -> str:
    return urlencode({"q": enrolment.person.name})
