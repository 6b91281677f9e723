"""Scores before the lottery: a rubric, two reviewers who do not learn whom they read, marks that can be compared."""

from factories.merit import review
from factories.people import PASSWORD
from journeys.people_in_browsers import PHONE, Visitor
from journeys.steps.selecting import APPLICANTS, CALL, UNPREPARED
from journeys.steps.town import DESK, Town
from sanggar.applications.models import Call
from sanggar.selection.models import TaskState
from sanggar.selection.queries import current_tasks

MERIT = f"{DESK}seleksi/penilaian/tahap-1/"
REVIEWERS = ("Rini Penilai", "Raka Penilai")
IN_BROWSER = 2
"""How many each reviewer scores by hand; the others are scored alike without a browser."""

GOOD, POOR = (4, 4, 4), (1, 0, 0)
STRICT = (1, 0, 0)
"""What the stricter of the two gives less, where there is something to take away."""

LEVELS = (
    {
        4: "4 · Tujuan jelas dan nyata",
        3: "3 · Tujuan jelas, sebagian masih umum",
        1: "1 · Hanya ingin mencoba",
        0: "0 · Tidak terjawab",
    },
    {4: "4 · Manfaat nyata bagi banyak orang", 0: "0 · Tidak disebutkan"},
    {4: "4 · Tulisan sendiri", 0: "0 · Sangat singkat"},
)


def when_the_officer_writes_the_rubric(town: Town) -> None:
    dewi = town.officer
    dewi.opens(f"{MERIT}rubrik/")
    dewi.presses("Mulai dari contoh")
    dewi.sees("Tujuan dan motivasi", "Rubrik ini masih rancangan")
    dewi.presses("Terbitkan rubrik")
    dewi.sees("Rubrik diterbitkan.")


def when_the_officer_appoints_reviewers(town: Town) -> None:
    dewi = town.officer
    for name in REVIEWERS:
        dewi.opens(f"{MERIT}penilai/")
        dewi.follows("Tunjuk penilai")
        dewi.fills({"Alamat email": town.emails[name], "Nama": name, "Kapasitas": "50"})
        dewi.presses("Simpan")
        dewi.sees(name)


def when_the_reviewers_declare_no_conflict(town: Town) -> None:
    for name in REVIEWERS:
        phone = town.visitor(name, size=PHONE)
        phone.signs_in(town.emails[name], PASSWORD)
        phone.opens("/saya/penilaian/")
        phone.follows(CALL)
        phone.ticks("Saya menilai dengan jujur menurut rubrik")
        phone.presses("Nyatakan")
        phone.sees("Pernyataan Anda tercatat.")


def when_the_applications_are_shared_out(town: Town) -> None:
    """Two reviewers, two readers for each: both read them all."""
    dewi = town.officer
    dewi.opens(f"{MERIT}pembagian/")
    dewi.sees(f"{2 * len(APPLICANTS)} penilaian dibagikan.")
    dewi.presses("Bagikan sekarang")
    dewi.sees("Semua lamaran sudah dibagikan")


def when_the_reviewers_score(town: Town) -> None:
    """By what is written alone: whose it is stands nowhere."""
    for name in REVIEWERS:
        phone = town.people[name]
        phone.reloads()
        phone.follows("Nilai berikutnya")
        for number in range(1, IN_BROWSER + 1):
            _score(phone, marks_of(name, is_poor=UNPREPARED in phone.text()))
            if number < IN_BROWSER:
                phone.follows("Lanjut ke")
    _score_the_rest()


def then_the_marks_can_be_used(town: Town) -> None:
    """Raw and corrected side by side; who is strict is seen, and costs nobody a seat."""
    dewi = town.officer
    dewi.opens(MERIT)
    dewi.sees("Nilai siap dipakai")
    dewi.follows("Nilai lamaran")
    dewi.sees("Nilai terkoreksi", "Keketatan penilai")
    dewi.sees("93,75", beside=town.noted["Andi Wijaya"])


def marks_of(reviewer: str, *, is_poor: bool) -> tuple[int, ...]:
    marks = POOR if is_poor else GOOD
    return marks if reviewer == REVIEWERS[0] else tuple(map(int.__sub__, marks, STRICT))


def _score(phone: Visitor, marks: tuple[int, ...]) -> None:
    phone.sees_nothing_of(*(each.name for each in APPLICANTS))
    phone.ticks(*(levels[points] for levels, points in zip(LEVELS, marks, strict=True)))
    phone.presses("Selesai menilai")
    phone.sees("Penilaian selesai.", "Penilaian Anda")


def _score_the_rest() -> None:
    waiting = current_tasks(Call.objects.get()).filter(state=TaskState.ASSIGNED)
    for task in waiting.select_related("application", "reviewer__account", "reviewer__call__rubric"):
        review(task, *marks_of(task.reviewer.account.name, is_poor=task.application.motivation == UNPREPARED))
