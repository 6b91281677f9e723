"""What the form of a new call starts with."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from sanggar.applications import wording
from sanggar.applications.models import Call
from sanggar.applications.open_stages import stage_for_new_call
from sanggar.foundation import clock
from sanggar.planning.models import Programme, Stage


def new_call(programme: Programme) -> dict[str, Any]:
    """A draft to start from: for a stage that has seats left, open from tomorrow for two weeks in office hours."""
    stage = stage_for_new_call(programme)
    tomorrow = clock.today() + timedelta(days=1)
    opens_at = datetime.combine(tomorrow, time(8), clock.office_zone())
    requirements, requirements_en = wording.default_requirements(programme, 18)
    return {
        "stage": stage,
        **_named_after(programme, stage),
        "opens_at": opens_at,
        "closes_at": opens_at + timedelta(days=14, hours=8),
        "requirements": requirements,
        "requirements_en": requirements_en,
        "motivation_question": wording.MOTIVATION[0],
        "motivation_question_en": wording.MOTIVATION[1],
    }


def following_stage(programme: Programme, typed: QueryDict, start: dict[str, Any]) -> QueryDict:
    """What was typed. Where another stage is chosen than the proposed one, title and address that were left as proposed
    are those proposed for the chosen one: no call is called after a stage that it is not for.
    """
    key, proposed = typed.get("stage", ""), start["stage"]
    chosen = programme.stages.filter(pk=key).first() if key.isdecimal() else None
    if proposed is None or chosen is None or chosen == proposed:
        return typed
    followed = typed.copy()
    first = _named_after(programme, proposed)
    for name, value in _named_after(programme, chosen).items():
        if typed.get(name) == first[name]:
            followed[name] = value
    return followed


def _named_after(programme: Programme, stage: Stage | None) -> dict[str, str]:
    title, title_en = (_title_of_next(stage, language) if stage else "" for language in ("id", "en"))
    slug = _free_address(slugify(f"{programme.slug} {stage.name}" if stage else programme.slug))
    return {"title": title, "title_en": title_en, "slug": slug}


def _title_of_next(stage: Stage, language: str) -> str:
    """As it stands on the public page, whatever the officer reads in."""
    number = stage.calls.count() + 1
    with translation.override(language):
        told = {"stage": stage.shown_name, "number": number}
        return (_("Pendaftaran %(stage)s ke-%(number)s") if number > 1 else _("Pendaftaran %(stage)s")) % told


def _free_address(wanted: str) -> str:
    """As wanted, or with the first number behind it that no call of any office has."""
    wanted = wanted[:56].strip("-")
    taken = set(Call.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(each for each in numbered if each not in taken)
