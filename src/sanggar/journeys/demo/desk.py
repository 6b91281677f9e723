"""The screening desk of stage 2: shared telephones, a note, views, and a list from elsewhere."""

import csv
import io
from collections.abc import Iterable
from dataclasses import replace

from sanggar.applications import actions as applications
from sanggar.applications.imports import ImportSettings, guessed_columns
from sanggar.applications.models import Application, ApplicationState, Call
from sanggar.journeys.demo.calendar import Calendar
from sanggar.journeys.demo.intake import resident_of
from sanggar.journeys.demo.office import Cast
from sanggar.journeys.demo.plan import Plan
from sanggar.journeys.demo.residents import Resident, residents
from sanggar.people.models import Role

HEADINGS = ["Timestamp", "Nama Lengkap", "NIK", "Tanggal Lahir", "Jenis Kelamin", "Kelurahan", "No. WhatsApp", "Jalur"]
FORM = "Google Formulir Diskominfo, pertanyaan 9 (persetujuan)"


def work_at_desk(sent: list[Application], plan: Plan, cast: Cast, days: Calendar) -> None:
    """What officers leave for each other while they screen; a few families share one telephone."""
    by, at = cast.actor(Role.OFFICER), days.now
    waiting = [a for a in sent if a.state == ApplicationState.SUBMITTED]
    for first, second in zip(waiting[0:6:2], waiting[1:6:2], strict=True):
        _share_telephone(first, second, plan, days)
    note = "Sudah ditelepon: kakak beradik, satu ponsel. Keduanya akan membawa KTP."
    applications.write_note(waiting[0], text=note, by=by, at=at)
    for name, address in (("Menunggu, ada kesamaan", "state=submitted&signal=any"), ("NIK ganda", "state=contested")):
        applications.save_view(waiting[0].programme, name=name, address=address, owner=None, by=by, at=at)


def _share_telephone(first: Application, second: Application, plan: Plan, days: Calendar) -> None:
    """The second changes their number to that of the first, as a family with one telephone does."""
    villages = {second.village_id: second.village}
    told = resident_of(second, plan, villages)
    answers = replace(told, phone=first.phone, channel_url=second.channel_url, disability_need=second.disability_need)
    applications.edit_application(second, answers, by=second.actor, at=days.now)


def bring_list(call: Call, first: int, cast: Cast, days: Calendar) -> None:
    """Twelve people who had filled in the office's own form before the call opened here."""
    by, at = cast.actor(Role.OFFICER), days.now
    people = residents(12, seed="daftar-lama", today=days.today, first=first)
    run = applications.keep_table(call, name="jawaban-formulir.csv", content=_table(people), by=by, at=at)
    columns = guessed_columns(HEADINGS, {})
    applications.map_columns(run, ImportSettings(columns=columns, consent_place=FORM))
    applications.import_rows(run, by=by, at=at)


def _table(people: Iterable[Resident]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for each in people:
        born = f"{each.birth_date:%d/%m/%Y}"
        writer.writerow(["", each.name, each.nik, born, each.sex, each.village, each.phone, each.track])
    return text.getvalue().encode()
