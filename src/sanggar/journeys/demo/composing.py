"""What the second call asks of its own, whom it invites, and how its applicants answer."""

from random import Random

from sanggar.applications import actions as applications
from sanggar.applications.models import Call, InvitationCode, QuestionKind, RuleKind, Value
from sanggar.applications.question_queries import questions_of
from sanggar.foundation.audit import Actor
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.residents import Resident
from sanggar.people.models import Role

TOOLS = (
    ("Ponsel sendiri", "My own phone"),
    ("Ponsel pinjaman", "A borrowed phone"),
    ("Kamera", "A camera"),
    ("Belum pernah merekam", "I have never recorded"),
)
BORROWED = "a2"
OWNERS = ("Orang tua", "Kakak", "Ketua KIM", "Teman satu kampung")
SEATS = (
    ("public", "Masyarakat umum", "General public", 25),
    ("civil_servant", "ASN", "Civil servant", 15),
    ("community", "Komunitas (KIM dan lainnya)", "Community (KIM or other)", 10),
)
INVITED = "community"
CODE_USES = 200


def compose_call(call: Call, cast: Cast, days: Calendar, opens: int) -> None:
    """Two questions, the second only for some; seats for each category; two rules; one code for the groups."""
    by, at = cast.actor(Role.OFFICER), days.past(opens - 1, 9)
    for key, name, name_en, seats in SEATS:
        applications.write_category(
            call, key=key, name=name, name_en=name_en, seats=seats, needs_code=key == INVITED, by=by, at=at
        )
    for kind, value in (
        (RuleKind.DOMICILE, {"regions": [call.programme.organisation.region_id]}),
        (RuleKind.EARLIER, {"wanted": "never"}),
    ):
        applications.write_rule(call, kind=kind, value=value, by=by, at=at)
    _ask(call, by, days, opens)
    applications.make_codes(
        call, INVITED, count=1, allowed=CODE_USES, note="Undangan forum KIM Kota Malang", by=by, at=at
    )


def _ask(call: Call, by: Actor, days: Calendar, opens: int) -> None:
    at = days.past(opens - 1, 9)
    words: applications.QuestionWords = {
        "kind": QuestionKind.ONE,
        "label": "Dengan apa Anda merekam video sekarang?",
        "label_en": "What do you record videos with now?",
        "help_text": "Jawaban apa pun tidak memengaruhi peluang Anda.",
        "help_text_en": "No answer affects your chances.",
        "is_required": True,
        "reviewers_read": False,
        "options": TOOLS,
        "if_key": "",
        "if_value": "",
    }
    first = applications.write_question(call, words, by=by, at=at)
    second: applications.QuestionWords = {
        **words,
        "kind": QuestionKind.SHORT,
        "label": "Milik siapa ponsel itu?",
        "label_en": "Whose phone is it?",
        "help_text": "Supaya kami tahu berapa ponsel pinjaman yang perlu disiapkan.",
        "help_text_en": "So that we know how many phones to provide.",
        "options": [],
        "if_key": first.key,
        "if_value": BORROWED,
    }
    applications.write_question(call, second, by=by, at=at)


def own_answers(call: Call, resident: Resident) -> dict[int, Value] | None:
    """What a resident answers; the same whenever the demo is made."""
    chance = Random(f"sanggar-demo:own:{resident.nik}")
    questions = questions_of(call)
    if not questions:
        return None
    tool = chance.choices([f"a{number}" for number in range(1, len(TOOLS) + 1)], (60, 15, 10, 15))[0]
    first, second = questions
    return {first.pk: tool, second.pk: chance.choice(OWNERS) if tool == BORROWED else ""}


def code_for(call: Call, category: str) -> str:
    found = InvitationCode.objects.filter(call=call, category=category).first()
    return found.code if found else ""
