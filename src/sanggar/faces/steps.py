"""What a participant does next towards their certificate: for each open requirement, the page where it is met."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sanggar.evaluation.queries import ASSIGNMENTS, ATTENDANCE, CONTACTS, POST_TEST, WORKS, Completion, Requirement

PAGES: dict[str, tuple[str | Promise, str, tuple[str, ...]]] = {
    ATTENDANCE: (_("Lihat jadwal"), "mine:timetable", ()),
    ASSIGNMENTS: (_("Buka tugas"), "my_works", ()),
    CONTACTS: (_("Buka pendampingan Anda"), "own_mentoring", ()),
    POST_TEST: (_("Buka tes akhir"), "own_quiz", ("post",)),
    WORKS: (_("Catat karya terbit"), "mine:works", ()),
}


@dataclass(frozen=True, slots=True)
class Step:
    """`url` is empty where nothing is left to do, or the participant takes part no more."""

    requirement: Requirement
    word: str | Promise = ""
    url: str = ""

    @property
    def asked(self) -> str:
        """Said to the participant, who is the one that confirms."""
        if self.requirement.key != CONTACTS:
            return self.requirement.asked
        words = ngettext(
            "%(count)d kontak pendampingan yang Anda benarkan",
            "%(count)d kontak pendampingan yang Anda benarkan",
            self.requirement.needed,
        )
        return words % {"count": self.requirement.needed}

    @property
    def missing(self) -> str:
        requirement = self.requirement
        if requirement.key != CONTACTS or requirement.met:
            return requirement.missing
        short = requirement.needed - (requirement.value or 0)
        words = ngettext("%(count)d kontak pendampingan lagi", "%(count)d kontak pendampingan lagi", short)
        told = words % {"count": short}
        if not requirement.waiting:
            return told
        more = ngettext("%(count)d menunggu Anda benarkan", "%(count)d menunggu Anda benarkan", requirement.waiting) % {
            "count": requirement.waiting
        }
        return f"{told} ({more})"


def steps_of(completion: Completion) -> list[Step]:
    return [_step(each, completion) for each in completion.requirements]


def _step(requirement: Requirement, completion: Completion) -> Step:
    if requirement.met or not completion.enrolment.is_seated:
        return Step(requirement)
    word, name, more = PAGES[requirement.key]
    return Step(requirement, word, reverse(name, args=[completion.enrolment.pk, *more]))
