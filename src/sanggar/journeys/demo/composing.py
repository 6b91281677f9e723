"""What the calls ask of their own, whom the second invites, and how applicants answer."""

from random import Random

from sanggar.applications import actions as applications
from sanggar.applications.models import Call, Counted, InvitationCode, QuestionKind, RuleKind, Value
from sanggar.applications.question_queries import questions_of
from sanggar.foundation.audit import Actor
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.residents import Resident
from sanggar.people.models import Role
from sanggar.selection.features import ANSWER

TOOLS = (
    ("Ponsel sendiri", "My own phone"),
    ("Ponsel pinjaman", "A borrowed phone"),
    ("Kamera", "A camera"),
    ("Belum pernah merekam", "I have never recorded"),
)
BORROWED = "a2"
EXPERIENCE = (
    ("Belum pernah mengunggah video", "I have never uploaded a video"),
    ("Pernah, tetapi jarang", "I have, but seldom"),
    ("Rutin", "Regularly"),
)
BEGINNERS_FIRST = {"a1": (20, 30), "a2": (10, 20), "a3": (5, 15)}
"""Of the 50 seats, by what the first call asks: most are for who has never uploaded anything."""
OWNERS = ("Orang tua", "Kakak", "Ketua KIM", "Teman satu kampung")
SEATS = (
    ("public", "Masyarakat umum", "General public", 25),
    ("civil_servant", "ASN", "Civil servant", 15),
    ("community", "Komunitas (KIM dan lainnya)", "Community (KIM or other)", 10),
)
INVITED = "community"
CODE_USES = 200


def ask_experience(call: Call, cast: Cast, days: Calendar, opens: int) -> str:
    """The one question of the first call, whose answers its quotas count; the name of that feature."""
    words: applications.QuestionWords = {
        "kind": QuestionKind.ONE,
        "label": "Seberapa sering Anda mengunggah video selama ini?",
        "label_en": "How often have you uploaded videos so far?",
        "help_text": "Sebagian besar kursi untuk yang baru memulai.",
        "help_text_en": "Most seats are for people who are just beginning.",
        "is_required": True,
        "reviewers_read": False,
        "options": EXPERIENCE,
        "if_key": "",
        "if_value": "",
        "counted_as": Counted.PUBLIC,
    }
    asked = applications.write_question(call, words, by=cast.actor(Role.OFFICER), at=days.past(opens - 1, 9))
    return f"{ANSWER}{asked.key}"


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
    if call.stage.ordinal == 1:
        return {questions[0].pk: chance.choices(["a1", "a2", "a3"], (35, 45, 20))[0]}
    tool = chance.choices([f"a{number}" for number in range(1, len(TOOLS) + 1)], (60, 15, 10, 15))[0]
    first, second = questions
    return {first.pk: tool, second.pk: chance.choice(OWNERS) if tool == BORROWED else ""}


def code_for(call: Call, category: str) -> str:
    found = InvitationCode.objects.filter(call=call, category=category).first()
    return found.code if found else ""
