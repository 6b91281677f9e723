"""Who has completed, judged live by the programme's rule: each requirement, what there is, what is missing.

One definition for a person, a list and a count: `progress_in` puts the numbers of the earlier rooms on each enrolment,
`completion_read` judges one of them, `complete_in` finds those who have everything in the database.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.db.models.lookups import GreaterThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.evaluation.models import Certificate, CompletionRule
from sanggar.foundation.counting import number_of
from sanggar.mentoring.closing_gaps import tells_what_is_missing
from sanggar.mentoring.models import RUNNING, Mentorship
from sanggar.mentoring.queries import with_contacts
from sanggar.planning.models import Programme, Stage
from sanggar.planning.queries import meetings_of
from sanggar.publication.models import Work
from sanggar.training.attendance_asked import tells_attendance_asked
from sanggar.training.models import SEATED, Enrolment, EnrolmentQuerySet
from sanggar.training.queries import enrolments_of, rate_of, with_attendance, with_tasks

ATTENDANCE, CONTACTS, WORKS = "attendance", "contacts", "works"
ASSIGNMENTS, POST_TEST = "assignments", "post_test"
COUNTS = ("contacts_held", "contacts_waiting", "works_confirmed")


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing asked for. `value` is a whole percentage, rounded down, or a number; None before the first meeting, and
    while no required assignment is published. `waiting` would count as soon as somebody says so: contacts that the
    participant has not confirmed yet, meetings at which nobody recorded them. `sure` is what `value` can not fall under
    by these: only that is enough, so that no certificate is issued on a list with a gap and none is refused for one.
    """

    key: str
    value: int | None
    needed: int
    waiting: int = 0
    sure: int | None = None

    @property
    def met(self) -> bool:
        sure = self.value if self.sure is None else self.sure
        return sure is not None and sure >= self.needed

    @property
    def asked(self) -> str:
        """What is asked for, as part of a sentence."""
        if self.key == ATTENDANCE:
            return _("kehadiran %(percent)d%%") % {"percent": self.needed}
        if self.key == POST_TEST:
            return _("tes akhir dikerjakan")
        if self.key == CONTACTS:
            words = ngettext(
                "%(count)d kontak pendampingan yang dibenarkan peserta",
                "%(count)d kontak pendampingan yang dibenarkan peserta",
                self.needed,
            )
        elif self.key == ASSIGNMENTS:
            words = ngettext("%(count)d tugas wajib diterima", "%(count)d tugas wajib diterima", self.needed)
        else:
            words = ngettext("%(count)d karya terbit", "%(count)d karya terbit", self.needed)
        return words % {"count": self.needed} if self.needed else _("semua tugas wajib diterima")

    @property
    def missing(self) -> str:
        """What is still to be done, as part of a sentence; empty when it is met."""
        if self.met:
            return ""
        if self.key == ATTENDANCE and self.waiting:
            return self._unrecorded_words()
        if self.value is None:
            unknown = {
                ATTENDANCE: _("belum ada sesi yang presensinya dicatat"),
                ASSIGNMENTS: _("belum ada tugas wajib yang diterbitkan"),
            }
            return unknown[self.key]
        return self._words(self.needed - self.value)

    def _words(self, short: int) -> str:
        if self.key == ATTENDANCE:
            return _("kehadiran %(value)d%% dari %(needed)d%%") % {"value": self.value, "needed": self.needed}
        if self.key == POST_TEST:
            return _("tes akhir belum dikerjakan")
        if self.key == CONTACTS:
            words = ngettext("%(count)d kontak pendampingan lagi", "%(count)d kontak pendampingan lagi", short)
            return words % {"count": short} + self._waiting_words()
        if self.key == ASSIGNMENTS:
            words = ngettext("%(count)d tugas wajib belum diterima", "%(count)d tugas wajib belum diterima", short)
        else:
            words = ngettext("%(count)d karya terbit lagi", "%(count)d karya terbit lagi", short)
        return words % {"count": short}

    def _unrecorded_words(self) -> str:
        left = ngettext(
            "presensi %(count)d sesi belum dicatat pengelola",
            "presensi %(count)d sesi belum dicatat pengelola",
            self.waiting,
        )
        told = left % {"count": self.waiting}
        return told if self.value is None or self.value >= self.needed else f"{self._words(0)}; {told}"

    def _waiting_words(self) -> str:
        if not self.waiting:
            return ""
        words = ngettext(
            " (%(count)d menunggu dibenarkan peserta)", " (%(count)d menunggu dibenarkan peserta)", self.waiting
        )
        return words % {"count": self.waiting}


@dataclass(frozen=True, slots=True)
class Completion:
    """A participant against the rule. Without a rule there is no requirement and nobody is complete."""

    enrolment: Enrolment
    requirements: tuple[Requirement, ...]

    @property
    def is_complete(self) -> bool:
        return self.enrolment.is_seated and bool(self.requirements) and all(each.met for each in self.requirements)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(each.missing for each in self.requirements if not each.met)


def rule_of(programme: Programme) -> CompletionRule | None:
    return CompletionRule.objects.filter(programme=programme).first()


@tells_what_is_missing
def missing_of(enrolment: Enrolment) -> tuple[str, ...]:
    return completion_of(enrolment).missing


@tells_attendance_asked
def attendance_percent(programme: Programme) -> int:
    rule = rule_of(programme)
    return rule.attendance_percent if rule else 0


def completion_of(enrolment: Enrolment) -> Completion:
    """How far a participant is, right now."""
    row = progress_in(Enrolment.objects.filter(pk=enrolment.pk)).select_related("person").get()
    return completion_read(row, rule_of(enrolment.stage.programme))


def completion_read(enrolment: Enrolment, rule: CompletionRule | None) -> Completion:
    """Of an enrolment that came from `progress_in`."""
    if rule is None:
        return Completion(enrolment, ())
    contacts, waiting, works = (getattr(enrolment, name) for name in COUNTS)
    required, accepted = (getattr(enrolment, name) for name in ("works_required", "works_accepted"))
    rate, share = rate_of(enrolment), rule.attendance_percent
    asked = (
        (share, Requirement(ATTENDANCE, rate.percent, share, rate.unrecorded, rate.at_least)),
        (rule.contacts, Requirement(CONTACTS, contacts, rule.contacts, waiting)),
        (rule.assignments, Requirement(ASSIGNMENTS, accepted if required else None, required)),
        (rule.post_test, Requirement(POST_TEST, int(getattr(enrolment, "took_post_test")), 1)),  # noqa: B009 - annotated
        (rule.works, Requirement(WORKS, works, rule.works)),
    )
    return Completion(enrolment, tuple(requirement for is_asked, requirement in asked if is_asked))


def progress_in(enrolments: EnrolmentQuerySet, gaps: Collection[int] | None = None) -> EnrolmentQuerySet:
    """Enrolments with the counts of training, mentoring and publication on each; `gaps` as in `with_attendance`."""
    works = Work.objects.confirmed().filter(enrolment=OuterRef("pk"))
    counted = with_tasks(with_contacts(with_attendance(enrolments, gaps)))
    return counted.annotate(works_confirmed=number_of(works))


def complete_in(enrolments: EnrolmentQuerySet, rule: CompletionRule) -> EnrolmentQuerySet:
    """Those of `progress_in` who have everything the rule asks for."""
    return enrolments.filter(*met_when(rule).values(), state__in=SEATED)


def lacking_in(enrolments: EnrolmentQuerySet, rule: CompletionRule, key: str) -> EnrolmentQuerySet:
    """Those of `progress_in` who do not meet one requirement."""
    return enrolments.filter(~met_when(rule)[key])


def participants_of(scope: Programme | Stage) -> EnrolmentQuerySet:
    """Who can complete: everyone who holds a seat, by name."""
    rows = progress_in(enrolments_of(scope).seated()).order_by("person__name", "pk")
    newest = Certificate.objects.filter(enrolment=OuterRef("pk")).order_by("-issued_at", "-pk")
    latest = {f"certificate_{name}": Subquery(newest.values(name)[:1]) for name in ("pk", "number", "state")}
    return rows.annotate(**latest)


def to_certify(stage: Stage) -> EnrolmentQuerySet:
    """Complete participants of a stage who never had a certificate, by name; nobody while there is no rule."""
    rule = rule_of(stage.programme)
    if rule is None:
        return Enrolment.objects.none()
    return complete_in(participants_of(stage), rule).filter(Q(certificate_pk=None))


def held_in(enrolments: EnrolmentQuerySet, rule: CompletionRule) -> EnrolmentQuerySet:
    """Those of `participants_of` who would be complete but for meetings that say nothing of them, and may turn out
    either way; nobody where presence is not asked for.
    """
    return enrolments.filter(held_when(rule), Q(certificate_pk=None)) if rule.attendance_percent else enrolments.none()


@dataclass(frozen=True, slots=True)
class StillRunning:
    """What of a stage is not over: sessions to come, and pairs that are still being accompanied."""

    meetings: int
    pairs: int

    def __bool__(self) -> bool:
        return bool(self.meetings or self.pairs)


def still_running(stage: Stage, at: datetime) -> StillRunning:
    pairs = Mentorship.objects.filter(enrolment__stage=stage, state__in=RUNNING)
    return StillRunning(
        meetings_of(stage.programme).standing().filter(cohort__stage=stage, ends_at__gte=at).count(), pairs.count()
    )


def met_when(rule: CompletionRule) -> dict[str, Q]:
    """Percentages are rounded down, so present x 100 >= percent x meetings says the same without a division. Meetings
    that say nothing of somebody weigh as if they had been missed: whoever passes so passes whatever is recorded. Before
    the first one nobody passes, as if one had been missed. What is dear to count is asked last.
    """
    whole = Greatest(F("held") + F("unrecorded"), 1)
    share = Q(GreaterThanOrEqual(F("present") * 100, whole * rule.attendance_percent))
    return {
        CONTACTS: Q(contacts_held__gte=rule.contacts) if rule.contacts else Q(),
        ASSIGNMENTS: Q(works_required__gt=0, works_accepted__gte=F("works_required")) if rule.assignments else Q(),
        POST_TEST: Q(took_post_test=True) if rule.post_test else Q(),
        WORKS: Q(works_confirmed__gte=rule.works) if rule.works else Q(),
        ATTENDANCE: share if rule.attendance_percent else Q(),
    }


def held_when(rule: CompletionRule) -> Q:
    """All is met but presence, which is not sure and would suffice at best. A gap is asked for first: few have one."""
    met = met_when(rule)
    sure = met.pop(ATTENDANCE)
    best = (F("present") + F("unrecorded")) * 100
    may = Q(GreaterThanOrEqual(best, (F("held") + F("unrecorded")) * rule.attendance_percent))
    return reduce(and_, met.values(), Q(unrecorded__gt=0) & may & ~sure)
