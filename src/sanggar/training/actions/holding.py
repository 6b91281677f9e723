"""What is held for the length of an act: a participation, so that it can not end, nor be written on twice, meanwhile;
skills, so that nobody is measured by words that are being changed; a module or a material that may be gone by now.
"""

from collections.abc import Iterable

from sanggar.planning.models import Programme
from sanggar.training.actions.enrolments import EnrolmentOver
from sanggar.training.models import SEATED, Enrolment, Material, Module, Skill
from sanggar.training.refusals import RemovedAlready


def hold_seat_of(enrolment: Enrolment) -> None:
    """Raises `EnrolmentOver` for who has left. Two writers of one participation take turns."""
    held = Enrolment.objects.select_for_update(of=("self",), no_key=True).filter(pk=enrolment.pk, state__in=SEATED)
    if not list(held.values_list("pk")):
        enrolment.refresh_from_db()
        raise EnrolmentOver(state=enrolment.get_state_display())


def hold_seats_of(programme: Programme) -> None:
    """All who have a seat, in one order; before an assignment, as where one of them hands something in."""
    held = Enrolment.objects.of_programme(programme).seated().select_for_update(of=("self",), no_key=True)
    list(held.order_by("pk").values_list("pk"))


def hold_skills(keys: Iterable[int]) -> set[int]:
    """Those of them that are there now, held in order. Who measures by a skill takes turns with who writes it."""
    held = Skill.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(keys)).order_by("pk")
    return set(held.values_list("pk", flat=True))


def hold_module(module: Module) -> Module:
    found = Module.objects.select_for_update(of=("self",), no_key=True).filter(pk=module.pk).first()
    if found is None:
        raise RemovedAlready
    return found


def hold_material(material: Material) -> Material:
    found = Material.objects.select_for_update(of=("self",), no_key=True).filter(pk=material.pk).first()
    if found is None:
        raise RemovedAlready
    return found
