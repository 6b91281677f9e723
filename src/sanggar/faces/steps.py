"""What a participant does next towards their certificate: for each open requirement, the page where it is met."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def steps_of(completion: Completion) -> list[Step]:
    return [_step(each, completion) for each in completion.requirements]


def _step(requirement: Requirement, completion: Completion) -> Step:
    if requirement.met or not completion.enrolment.is_seated:
        return Step(requirement)
    word, name, more = PAGES[requirement.key]
    return Step(requirement, word, reverse(name, args=[completion.enrolment.pk, *more]))
