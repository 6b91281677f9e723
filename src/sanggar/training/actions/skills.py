"""Writes: what a programme teaches, as skills with anchored levels."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sanggar.foundation.audit import Actor, record
from sanggar.foundation.unique import unless_taken
from sanggar.planning.models import Programme
from sanggar.training.actions.holding import hold_skills
from sanggar.training.example import SKILLS
from sanggar.training.models import Skill, SkillLevel
from sanggar.training.refusals import LevelsTooFew, SkillChanged, SkillInUse, SkillsExist, SkillTaken

LEAST_LEVELS = 2


@transaction.atomic
def start_skills(programme: Programme, *, by: Actor, at: datetime) -> None:
    """Begin with the skills that come with the system; the office writes its own over them."""
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    if programme.skills.exists():
        raise SkillsExist
    for each in SKILLS:
        write_skill(programme, name=each.name, hint=each.hint, levels=each.levels, by=by, at=at)


@transaction.atomic
def write_skill(
    programme: Programme,
    *,
    name: str,
    levels: Mapping[int, str],
    by: Actor,
    at: datetime,
    hint: str = "",
    skill: Skill | None = None,
) -> Skill:
    """Add a skill, or write `skill` anew while nobody has assessed themselves by it."""
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    if len(levels) < LEAST_LEVELS or max(levels) < 1:
        raise LevelsTooFew(field="level_4")
    if skill is not None:
        _require_unused(skill)
        skill.levels.all().delete()
    with unless_taken(SkillTaken(field="name")):
        if skill is None:
            last = programme.skills.order_by("ordinal").last()
            skill = Skill(programme=programme, ordinal=last.ordinal + 1 if last else 1)
        skill.name, skill.hint = name, hint
        skill.save()
    SkillLevel.objects.bulk_create(SkillLevel(skill=skill, points=p, text=text) for p, text in levels.items())
    details = {"skill": skill.ordinal, "name": name, "levels": dict(levels)}
    record("training.write_skill", skill, by=by, at=at, place=programme.place, details=details)
    return skill


@transaction.atomic
def remove_skill(skill: Skill, *, by: Actor, at: datetime) -> None:
    programme = skill.programme
    Programme.objects.select_for_update(of=("self",), no_key=True).get(pk=programme.pk)
    _require_unused(skill)
    record("training.remove_skill", skill, by=by, at=at, place=programme.place, details={"skill": skill.ordinal})
    skill.levels.all().delete()
    skill.criteria.update(skill=None)
    Skill.objects.filter(pk=skill.pk).delete()


def _require_unused(skill: Skill) -> None:
    """Holds the skill, so that nobody begins to be measured by it meanwhile."""
    if not hold_skills([skill.pk]):
        raise SkillChanged
    if skill.ratings.exists() or skill.criteria.filter(scores__isnull=False).exists():
        raise SkillInUse(skill=skill.name)
