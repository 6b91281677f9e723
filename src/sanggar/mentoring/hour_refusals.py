"""Refused because somebody is wanted elsewhere at the hour of a talk."""

from django.utils.translation import gettext_lazy as _

from sanggar.foundation.errors import DomainError


class SlotDuringTeaching(DomainError):
    code = "slot_during_teaching"
    message = _("Pada %(day)s Anda mengajar pada jam ini. Pilih jam lain.")


class TalkDuringMeeting(DomainError):
    code = "talk_during_meeting"
    message = _("Pada jam ini ada sesi “%(topic)s”. Pilih waktu lain.")


class MentorTeachesThen(DomainError):
    code = "mentor_teaches_then"
    message = _("Pendamping mengajar pada jam ini. Pilih waktu lain.")


class TalkDuringTalk(DomainError):
    code = "talk_during_talk"
    message = _("Pada jam ini sudah ada janji dengan pendamping lain. Pilih waktu lain.")
