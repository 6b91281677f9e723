"""An application as its applicant reads it, on the own page and in letters: where it stands, what was done and said.

Never tells a contested one from one that waits, and names no officer.
"""

from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html
from django.utils.translation import gettext as _

from sanggar.applications.guardianship import guardianship_of, is_consented, needs_guardian
from sanggar.applications.models import (
    Act,
    Application,
    ApplicationEvent,
    ApplicationState,
    Correction,
    Question,
    QuestionKind,
    SeatsGo,
    Value,
)
from sanggar.applications.question_queries import Answered, answers_shown
from sanggar.applications.questions import LABELS
from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, plain_date
from sanggar.foundation.phones import format_phone

S = ApplicationState


@dataclass(frozen=True, slots=True)
class OwnStatus:
    """Where an application stands; `reason` is what the office wrote to the applicant."""

    title: str
    text: str
    tone: str
    reason: str = ""


def own_status(application: Application) -> OwnStatus:
    """A contested application reads like one that waits; only once the list is frozen has it not been taken in."""
    if application.state in (S.SUBMITTED, S.CONTESTED):
        if application.frozen_at:
            return _left_out(application)
        return _waiting_for_guardian(application) if _lacks_guardian(application) else _waiting(application)
    return {
        S.CORRECTION: _to_correct,
        S.ELIGIBLE: _in_the_draw,
        S.REFUSED: _refused,
        S.WITHDRAWN: _withdrawn,
        S.SUPERSEDED: _superseded,
    }[S(application.state)](application)


def last_step(application: Application) -> str:
    """The last of the form's three steps, as long as nothing came of it; "" afterwards."""
    if application.state not in (S.SUBMITTED, S.CONTESTED) or application.frozen_at:
        return ""
    return _("Persetujuan wali") if _lacks_guardian(application) else _("Terkirim")


def _waiting(application: Application) -> OwnStatus:
    """With the day that the office named, as long as it may still be kept. What follows where a NIK was typed twice
    everybody reads: said only where it happened, it would tell whoever types a NIK that its owner applied.
    """
    text = _("Lamaran Anda sudah kami terima dan menunggu diperiksa. Hasilnya tampak di halaman ini.")
    day = application.call.screened_by
    if day and day >= max(clock.today(), application.call.closing_date):
        by = _("Paling lambat %(day)s.") % {"day": plain_date(day)}
        text = f"{text} {by}"
    card = _("Bila satu NIK dipakai di lebih dari satu lamaran, pemiliknya perlu menunjukkan KTP di kantor kami.")
    return OwnStatus(_("Lamaran terkirim"), f"{text} {card}", "good")


def _lacks_guardian(application: Application) -> bool:
    return needs_guardian(application) and not is_consented(application)


def _waiting_for_guardian(application: Application) -> OwnStatus:
    last = guardianship_of(application)
    if last and last.is_withdrawn:
        text = _("Wali Anda menarik persetujuannya. Lamaran ini tidak dilanjutkan sampai seorang wali menyetujui.")
        return OwnStatus(_("Persetujuan wali ditarik"), text, "bad")
    text = _(
        "Lamaran Anda sudah kami terima. Karena Anda di bawah umur, orang tua atau wali harus menyetujuinya dahulu."
    )
    return OwnStatus(_("Menunggu persetujuan wali"), text, "warn")


def _left_out(application: Application) -> OwnStatus:
    if not application.call.is_drawn:
        text = _("Data Anda belum dapat kami pastikan sampai daftar dibekukan. Hubungi kantor untuk penjelasan.")
        return OwnStatus(_("Tidak masuk daftar"), text, "warn")
    text = _("Data Anda belum dapat kami pastikan sampai daftar undian dibekukan. Hubungi kantor untuk penjelasan.")
    return OwnStatus(_("Tidak masuk daftar undian"), text, "warn")


def status_after(application: Application, state: S, *, reason: str, due_at: datetime | None = None) -> OwnStatus:
    """How it would read once it is in `state`, for whoever looks at a letter before anything is decided."""
    moved = copy(application)
    moved.state = state
    return replace(_asked(due_at) if state == S.CORRECTION else own_status(moved), reason=reason)


def _to_correct(application: Application) -> OwnStatus:
    correction = Correction.objects.filter(application=application).first()
    return replace(_asked(correction.due_at if correction else None), reason=_last_reason(application))


def _asked(due_at: datetime | None) -> OwnStatus:
    text = _("Ubah lamaran Anda sesuai catatan kantor, lalu simpan. Sesudah itu kami periksa lagi.")
    if due_at:
        after = _("Bila lewat, kami memeriksa isian yang ada.")
        text = f"{text} {_asked_until(due_at)} {after}"
    return OwnStatus(_("Perlu diperbaiki"), text, "warn")


def _asked_until(due_at: datetime) -> str:
    return _("Paling lambat %(day)s, %(time)s.") % {"day": plain_date(due_at), "time": clock_time(due_at)}


def _in_the_draw(application: Application) -> OwnStatus:
    if not application.call.is_drawn:
        return _in_the_list(application)
    if application.call.seats_go == SeatsGo.FLOOR and not application.frozen_at:
        text = _("Lamaran Anda memenuhi syarat. Bila nilainya mencapai nilai minimum, lamaran ini ikut diundi.")
        return OwnStatus(_("Memenuhi syarat"), text, "good")
    coming = (
        _("Lamaran Anda memenuhi syarat dan ikut diundi setelah daftarnya dibekukan.")
        if application.call.ends_at <= clock.now()
        else _("Lamaran Anda memenuhi syarat dan ikut diundi setelah pendaftaran ditutup.")
    )
    standing = _("Lamaran Anda memenuhi syarat dan ada dalam daftar undian.")
    return OwnStatus(_("Masuk daftar undian"), standing if application.frozen_at else coming, "good")


def _in_the_list(application: Application) -> OwnStatus:
    coming = {
        SeatsGo.MERIT: _("Lamaran Anda memenuhi syarat. Kursi diberikan menurut nilai tertinggi."),
        SeatsGo.FIRST_COME: _("Lamaran Anda memenuhi syarat. Kursi diberikan kepada yang lebih dulu mendaftar."),
    }[SeatsGo(application.call.seats_go)]
    standing = _("Lamaran Anda memenuhi syarat dan ada dalam daftar yang dibekukan.")
    return OwnStatus(_("Memenuhi syarat"), standing if application.frozen_at else coming, "good")


def _refused(application: Application) -> OwnStatus:
    text = _("Lamaran Anda tidak dapat diikutkan dalam undian.")
    if not application.call.is_drawn:
        text = _("Lamaran Anda tidak dapat diikutkan dalam seleksi.")
    return OwnStatus(_("Tidak diterima"), text, "bad", _last_reason(application))


def _withdrawn(_application: Application) -> OwnStatus:
    return OwnStatus(_("Ditarik"), _("Anda menarik lamaran ini."), "idle")


def _superseded(_application: Application) -> OwnStatus:
    text = _("Pemilik NIK menunjukkan KTP di kantor dan memilih lamaran lain. Lamaran ini tidak dilanjutkan.")
    return OwnStatus(_("Digantikan"), text, "idle")


def _last_reason(application: Application) -> str:
    last = application.events.filter(to_state=application.state).exclude(reason="").last()
    return last.reason if last else ""


def timeline(application: Application) -> list[dict[str, Any]]:
    """What happened, newest first, for `{% timeline %}`: the office acts as the office, never as a person. That a
    contest ended by itself is left out: it would tell that somebody else typed this NIK.
    """
    shown = application.events.exclude(act=Act.REOPEN, from_state=S.CONTESTED)
    return [_told(event) for event in reversed(shown)]


def _titles() -> dict[Act, str]:
    return {
        Act.SUBMIT: _("Lamaran kami terima"),
        Act.EDIT: _("Lamaran diubah"),
        Act.WITHDRAW: _("Lamaran ditarik"),
        Act.RETURN: _("Lamaran diajukan kembali"),
        Act.ACCEPT: _("Memenuhi syarat"),
        Act.ASK: _("Perbaikan diminta"),
        Act.REFUSE: _("Tidak diterima"),
        Act.ADMIT: _("Sanggahan dikabulkan"),
        Act.REOPEN: _("Diperiksa lagi"),
        Act.SETTLE: _("KTP ditunjukkan di kantor"),
        Act.SUPERSEDE: _("Digantikan lamaran lain"),
        Act.REISSUE: _("Tautan baru diterbitkan"),
        Act.REVEAL: _("Tautan halaman ini atau kodenya ditampilkan kepada petugas, untuk disampaikan kepada Anda"),
        Act.IDENTIFY: _("KTP ditunjukkan di kantor"),
        Act.CORRECT: _("Data diperbaiki atas permintaan Anda"),
        Act.ERASE: _("Data pribadi dihapus"),
        Act.LAPSE: _("Tenggat perbaikan lewat; lamaran diperiksa dengan isian yang ada"),
        Act.GUARDIAN: _("Wali disebut"),
        Act.GUARDLINK: _("Tautan wali Anda ditampilkan kepada petugas, untuk disampaikan kepadanya"),
        Act.CONSENT: _("Wali menyetujui"),
        Act.UNCONSENT: _("Wali menarik persetujuan"),
    }


def _told(event: ApplicationEvent) -> dict[str, Any]:
    tones = {
        Act.ACCEPT: "good",
        Act.ADMIT: "good",
        Act.ASK: "warn",
        Act.REFUSE: "bad",
        Act.CONSENT: "good",
        Act.UNCONSENT: "bad",
        Act.SUBMIT: "now",
        Act.RETURN: "now",
    }
    told = event.reason if event.act in (Act.ASK, Act.REFUSE, Act.ADMIT) else _lapse_told(event)
    by = {"applicant": _("Anda"), "guardian": _("Wali")}.get(event.by_kind, _("Kantor penyelenggara"))
    return {
        "at": event.at,
        "title": _code_shown() if event.shows_code else _titles()[Act(event.act)],
        "text": told,
        "by": by,
        "tone": tones.get(Act(event.act), ""),
    }


def _code_shown() -> str:
    return _("Kode Anda ditampilkan kepada petugas, untuk disampaikan kepada Anda")


def _lapse_told(event: ApplicationEvent) -> str:
    """Until when there was time, of the last correction that was asked for."""
    if event.act != Act.LAPSE:
        return ""
    due_at = Correction.objects.filter(application=event.application_id, lapsed_at=event.at).values_list("due_at")
    return " ".join(_asked_until(at) for (at,) in due_at)


def _family_card(application: Application) -> str:
    return _("Sudah Anda isi; tersimpan tersandi.") if application.family_card_sealed else _("Tidak diisi")


def own_answers(application: Application) -> list[tuple[str, Any]]:
    """The answers on record, for the applicant's own page; the NIK is not among them."""
    usual = [(str(LABELS[name]), value) for name, value in own_values(application).items()]
    return usual + [(each.question.shown, _own_told(application, each)) for each in answers_shown(application)]


def _own_told(application: Application, answered: Answered) -> str:
    if answered.file is None:
        return answered_told(answered)
    address = f"{application.own_path}berkas/{answered.file.pk}/"
    return format_html('<a href="{}">{}</a>', address, answered.told)


def answered_told(answered: Answered) -> str:
    is_file = answered.question.kind == QuestionKind.FILE
    return answered.told if is_file else own_worded(answered.question, answered.value)


def own_values(application: Application) -> dict[str, Any]:
    """Those to the usual questions, by their names."""
    return {
        "name": application.name,
        "birth_date": plain_date(application.birth_date),
        "sex": application.get_sex_display(),
        "kelurahan": application.village.full_name,
        **({"family_card": _family_card(application)} if application.call.asks_family_card else {}),
        "phone": format_phone(application.phone),
        "email": application.email,
        "track": application.track.name,
        "category": application.category_name,
        "motivation": linebreaksbr(application.motivation),
        "channel_url": application.channel_url,
        "disability_need": linebreaksbr(application.disability_need),
    }


def own_worded(question: Question, value: Value | None) -> str:
    """An answer to one of the call's own questions, as a page shows it."""
    worded = question.worded(value)
    return linebreaksbr(worded) if question.kind == QuestionKind.LONG else worded


def still_needed(application: Application) -> str:
    """What it asks of this person that a call, or its procedure, was changed: nothing, but who was asked for a
    correction still has to send it. Said so that it holds though a letter leaves days after it was written.
    """
    if application.state == ApplicationState.CORRECTION:
        return _("Lamaran Anda tetap berlaku, tetapi perbaikan yang diminta tetap harus Anda kirim sebelum tenggatnya.")
    return _("Lamaran Anda tetap berlaku. Selama tidak diminta perbaikan, Anda tidak perlu berbuat apa pun.")
