"""What quotas can be set on, and how it is read off an application.

A feature's values and their labels depend on the office (its kecamatan) and the call (its tracks, and those of its own
questions that the office marked for it). `is_specific` marks data that nobody may learn (UU 27/2022): a draw under such
a quota is published sealed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sanggar.applications.models import Application, Call, Question
from sanggar.foundation.models import Region, RegionLevel
from sanggar.foundation.national_id import age_on
from sanggar.people.models import Sex

AGES = ((18, 24, "18-24"), (25, 34, "25-34"), (35, 49, "35-49"), (50, 200, "50+"))
YOUNGER = "<18"
ELSEWHERE = "lain"
CATEGORY, TRACK, DISABILITY = "category", "track", "disability"
ANSWER = "q_"
"""How a feature begins that is the answer to one of the call's own questions; the question's key follows."""

NO_ANSWER = "none"


@dataclass(frozen=True, slots=True)
class Feature:
    """`values` in the order in which they are shown; `rare` ones stand in a quota only where someone has them."""

    key: str
    title: str | Promise
    values: Mapping[str, str | Promise]
    read: Callable[[Application], str]
    is_specific: bool = False
    rare: frozenset[str] = frozenset()


def features_of(call: Call) -> dict[str, Feature]:
    found = (_sex(), _age(call), _district(call), _category(call), _track(call), *_answers(call), _disability())
    return {feature.key: feature for feature in found}


def people_features(applications: Iterable[Application], features: Iterable[Feature]) -> dict[int, dict[str, str]]:
    """Per application's key the value of each feature."""
    chosen = list(features)
    return {each.pk: {feature.key: feature.read(each) for feature in chosen} for each in applications}


def opens_answers(features: Iterable[str]) -> bool:
    """Whether one of these is an answer to one of the call's own questions, which lie sealed."""
    return any(name.startswith(ANSWER) for name in features)


def household_of(application: Application, *, apart: bool) -> str | None:
    """What is the same for those who gave the same family card; empty for who gave none, and so lives alone."""
    return application.family_card_lookup if apart else None


def _sex() -> Feature:
    return Feature("sex", _("Jenis kelamin"), {value.value: value.label for value in Sex}, lambda a: a.sex)


def _age(call: Call) -> Feature:
    day = call.age_day

    def band(application: Application) -> str:
        age = age_on(day, application.birth_date)
        return next((label for low, high, label in AGES if low <= age <= high), YOUNGER)

    labels: dict[str, str | Promise] = {label: label for _low, _high, label in AGES}
    return Feature("age", _("Kelompok usia"), {YOUNGER: _("di bawah 18")} | labels, band, rare=frozenset({YOUNGER}))


def _district(call: Call) -> Feature:
    districts = Region.objects.filter(level=RegionLevel.DISTRICT, parent=call.programme.organisation.region)
    labels: dict[str, str | Promise] = {district.code: district.name for district in districts.order_by("code")}

    def code(application: Application) -> str:
        return application.village.parent_id if application.village.parent_id in labels else ELSEWHERE

    labels[ELSEWHERE] = _("luar wilayah")
    return Feature("district", _("Kecamatan"), labels, code, rare=frozenset({ELSEWHERE}))


def _category(call: Call) -> Feature:
    labels: dict[str, str | Promise] = {each.key: each.shown for each in call.category_list}
    return Feature(CATEGORY, _("Kategori"), labels, lambda a: a.category)


def _track(call: Call) -> Feature:
    tracks = call.call_tracks.select_related("track")
    return Feature(TRACK, _("Jalur"), {each.track.code: each.track.name for each in tracks}, lambda a: a.track.code)


def _answers(call: Call) -> Iterator[Feature]:
    """Questions of one choice. Their versions have the same choices: these are fixed once the call is published."""
    versions = list(call.questions.exclude(counted_as="").order_by("position", "version"))
    for question in versions:
        if question.retired_at is None:
            yield _answer(question, [each.pk for each in versions if each.key == question.key])


def _answer(question: Question, versions: list[int]) -> Feature:
    """Who left it out, was not asked, or was entered without it, has not answered: where everyone is asked and has to
    answer, that is rare.
    """
    labels: dict[str, str | Promise] = {**dict(question.choices), NO_ANSWER: _("tidak dijawab")}

    def said(application: Application) -> str:
        given = application.own_answers
        return next((str(given[pk]) for pk in versions if given.get(pk)), NO_ANSWER)

    return Feature(
        f"{ANSWER}{question.key}",
        question.shown.rstrip(" ?:."),
        labels,
        said,
        is_specific=question.is_specific,
        rare=frozenset({NO_ANSWER}) if question.is_required and not question.if_key else frozenset(),
    )


def _disability() -> Feature:
    labels: dict[str, str | Promise] = {"yes": _("ada kebutuhan"), "no": pgettext_lazy("kebutuhan", "tidak ada")}
    return Feature(
        DISABILITY,
        _("Kebutuhan disabilitas"),
        labels,
        lambda a: "yes" if a.disability_need_sealed else "no",
        is_specific=True,
    )
