"""Whether somebody meets a call's rules, as far as their answers tell. A result is for people to look at: it refuses
nobody by itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sanggar.applications.answers import Answers
from sanggar.applications.models import Application, Call, CallRule, Earlier, Question, RuleKind, Value
from sanggar.applications.models.asked import is_asked, says
from sanggar.applications.models.language import in_current_language
from sanggar.applications.own_questions import Own
from sanggar.applications.participants import earlier_participants
from sanggar.applications.question_queries import questions_of
from sanggar.foundation.dates import plain_date
from sanggar.foundation.models import Region
from sanggar.foundation.national_id import age_on

CHUNK = 200
Said = Mapping[str, tuple[Question | None, Value]]


class Result(TextChoices):
    MET = "met", gettext_lazy("Terpenuhi")
    NOT_MET = "not_met", gettext_lazy("Tampaknya tidak terpenuhi")
    UNKNOWN = "unknown", gettext_lazy("Tidak dapat dinilai sendiri")


@dataclass(frozen=True, slots=True)
class Candidate:
    """What rules look at. `took_part` and `finished` are None where they may not be told: an applicant who types
    somebody's NIK must not learn whether its owner was trained.
    """

    birth_date: date
    village: str
    category: str
    said: Said = field(default_factory=dict)
    took_part: bool | None = None
    finished: bool | None = None


def rules_judged(application: Application) -> list[tuple[CallRule, Result]]:
    """For the desk, with what the office knows of the person."""
    call = application.call
    if not call.rule_list:
        return []
    earlier = earlier_participants(call.stage)
    given = application.own_answers
    said = _said(Question.objects.filter(pk__in=given), given, application.category, application.track.code)
    candidate = Candidate(
        birth_date=application.birth_date,
        village=application.village_id,
        category=application.category,
        said=said,
        took_part=application.nik_lookup in earlier.took_part,
        finished=application.nik_lookup in earlier.finished,
    )
    return [(rule, judged(rule, call, candidate)) for rule in call.rule_list]


def rules_unmet(call: Call, answers: Answers, questions: Iterable[Question]) -> list[CallRule]:
    """What an applicant seems not to meet, by what they just wrote and nothing else."""
    own = answers.own or {}
    candidate = Candidate(
        birth_date=answers.birth_date,
        village=answers.village.code,
        category=answers.category,
        said=_said(questions, own, answers.category, answers.track.code),
    )
    return [rule for rule in call.rule_list if judged(rule, call, candidate) == Result.NOT_MET]


def judged(rule: CallRule, call: Call, candidate: Candidate) -> Result:
    met = {
        RuleKind.AGE: _age,
        RuleKind.DOMICILE: _domicile,
        RuleKind.CATEGORY: _category,
        RuleKind.EARLIER: _earlier,
        RuleKind.ANSWER: _answer,
    }[RuleKind(rule.kind)](rule, call, candidate)
    return Result.UNKNOWN if met is None else Result.MET if met else Result.NOT_MET


def meeting_rules(rows: QuerySet[Application], call: Call, *, most: int) -> list[Application]:
    """The first `most` of a call's applications that meet every rule; what can't be judged counts as not met. Own
    answers are opened, and earlier participants looked up, only where a rule asks for them.
    """
    rules = call.rule_list
    if not rules:
        return list(rows[:most])
    kinds = {rule.kind for rule in rules}
    earlier = earlier_participants(call.stage) if RuleKind.EARLIER in kinds else None
    questions = list(call.questions.all()) if RuleKind.ANSWER in kinds else []
    found: list[Application] = []
    for one in rows.iterator(chunk_size=CHUNK):
        own = one.own_answers if questions else {}
        candidate = Candidate(
            birth_date=one.birth_date,
            village=one.village_id,
            category=one.category,
            said=_said([each for each in questions if each.pk in own], own, one.category, one.track.code),
            took_part=one.nik_lookup in earlier.took_part if earlier else None,
            finished=one.nik_lookup in earlier.finished if earlier else None,
        )
        if all(judged(rule, call, candidate) == Result.MET for rule in rules):
            found.append(one)
            if len(found) == most:
                break
    return found


def _said(questions: Iterable[Question], own: Own, category: str, track: str) -> Said:
    """By key, with the usual answers on which a question may depend."""
    usual: dict[str, tuple[Question | None, Value]] = {"category": (None, category), "track": (None, track)}
    return usual | {each.key: (each, own.get(each.pk, "")) for each in questions}


def _age(rule: CallRule, call: Call, candidate: Candidate) -> bool:
    age = age_on(day_of(rule, call), candidate.birth_date)
    least, most = rule.value["least"], rule.value["most"]
    return (least is None or age >= least) and (most is None or age <= most)


def _domicile(rule: CallRule, _call: Call, candidate: Candidate) -> bool:
    return any(f"{candidate.village}.".startswith(f"{code}.") for code in rule.value["regions"])


def _category(rule: CallRule, _call: Call, candidate: Candidate) -> bool:
    return candidate.category in rule.value["categories"]


def _earlier(rule: CallRule, _call: Call, candidate: Candidate) -> bool | None:
    if rule.value["wanted"] == Earlier.FINISHED:
        return candidate.finished
    return None if candidate.took_part is None else not candidate.took_part


def _answer(rule: CallRule, _call: Call, candidate: Candidate) -> bool | None:
    """Who was not asked, for the question came later or depends on another answer, can't be judged."""
    question, value = candidate.said.get(rule.value["question"], (None, ""))
    if question is None or not is_asked(question, candidate.said):
        return None
    return bool(value) and says(question, value, rule.value["says"])


def day_of(rule: CallRule, call: Call) -> date:
    return date.fromisoformat(rule.value["on"]) if rule.value["on"] else call.age_day


# --- in words --------------------------------------------------------------------------------------------------------
def rules_told(call: Call) -> list[str]:
    """Every rule as anyone may read it before they begin."""
    return [rule_told(rule, call) for rule in call.rule_list]


def rule_told(rule: CallRule, call: Call) -> str:
    """The office's own words, else a sentence made of the values."""
    own = in_current_language(rule.text, rule.text_en)
    if own:
        return own
    return {
        RuleKind.AGE: _age_told,
        RuleKind.DOMICILE: _domicile_told,
        RuleKind.CATEGORY: _category_told,
        RuleKind.EARLIER: _earlier_told,
        RuleKind.ANSWER: _answer_told,
    }[RuleKind(rule.kind)](rule, call)


def _age_told(rule: CallRule, call: Call) -> str:
    least, most, day = rule.value["least"], rule.value["most"], plain_date(day_of(rule, call))
    told = {"least": least, "most": most, "day": day}
    if least is None:
        return _("Berusia paling tua %(most)s tahun pada %(day)s.") % told
    if most is None:
        return _("Berusia paling muda %(least)s tahun pada %(day)s.") % told
    return _("Berusia %(least)s sampai %(most)s tahun pada %(day)s.") % told


def _domicile_told(rule: CallRule, _call: Call) -> str:
    names = [region.full_name for region in Region.objects.filter(code__in=rule.value["regions"]).order_by("code")]
    told = ngettext("Tinggal di %(names)s.", "Tinggal di salah satu dari: %(names)s.", len(names))
    return told % {"names": ", ".join(names)}


def _category_told(rule: CallRule, call: Call) -> str:
    names = [call.category_of(key).shown for key in rule.value["categories"]]
    told = ngettext("Mendaftar sebagai %(names)s.", "Mendaftar sebagai salah satu dari: %(names)s.", len(names))
    return told % {"names": ", ".join(names)}


def _earlier_told(rule: CallRule, call: Call) -> str:
    if rule.value["wanted"] == Earlier.FINISHED:
        return _("Sudah menyelesaikan tahap sebelumnya dalam program ini.")
    return _("Belum pernah menjadi peserta pelatihan %(office)s.") % {"office": call.programme.organisation.name}


def _answer_told(rule: CallRule, call: Call) -> str:
    question = next((each for each in questions_of(call) if each.key == rule.value["question"]), None)
    if question is None:
        return _("Syarat tentang pertanyaan yang tidak ditanyakan lagi.")
    told = {"label": question.shown, "value": question.worded(rule.value["says"]) or rule.value["says"]}
    return _("Menjawab “%(value)s” untuk “%(label)s”.") % told
