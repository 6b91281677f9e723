"""What applicants can still do about their application, and until when: change it, apply again, contest a refusal."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sanggar.applications.models import Application, ApplicationState
from sanggar.applications.rules import is_editable, is_returnable
from sanggar.selection.models import Objection, Procedure
from sanggar.selection.moments import when
from sanggar.selection.queries import draw_of


def still_open(application: Application, at: datetime) -> dict[str, str]:
    return {"change_told": change_told(application, at), "objecting_told": objecting_told(application, at)}


def change_told(application: Application, at: datetime) -> str:
    """Until when it can be changed, or sent again. A correction's own deadline is told where it is asked for."""
    closing = {"until": when(application.call.ends_at)}
    if is_returnable(application, at):
        return _("Dapat diajukan kembali sampai %(until)s.") % closing
    if application.state == ApplicationState.CORRECTION or not is_editable(application, at):
        return ""
    return _("Dapat diubah sampai %(until)s.") % closing


def objecting_told(application: Application, at: datetime) -> str:
    """Where no form to object stands on the page, why not, or not yet; empty where nothing was refused, or it was
    contested.
    """
    if application.state != ApplicationState.REFUSED or Objection.objects.filter(application=application).exists():
        return ""
    draw = draw_of(application.call)
    if draw is None:
        return _before_the_list(application)
    if draw.objections_until is None:
        return _ask_the_office(_("Tata cara seleksi tidak memberi masa sanggah."), application)
    if draw.objections_until <= at:
        return _("Masa sanggah berakhir %(until)s.") % {"until": when(draw.objections_until)}
    return ""


def _before_the_list(application: Application) -> str:
    days = Procedure.objects.filter(call=application.call_id, published_at__isnull=False).values_list("objection_days")
    found = days.first()
    if found is None:
        told = _(
            "Apakah keputusan ini dapat disanggah, dan kapan, tertulis dalam tata cara seleksi yang akan diumumkan."
        )
        return _ask_the_office(told, application)
    if not found[0]:
        return _ask_the_office(_("Tata cara seleksi tidak memberi masa sanggah."), application)
    text = ngettext(
        "Anda dapat menyanggahnya di halaman ini selama %(days)s hari sesudah daftar peserta dibekukan; daftar itu "
        "dibekukan sesudah pendaftaran ditutup, %(closing)s. Formulirnya tampil di sini begitu masa sanggah mulai.",
        "Anda dapat menyanggahnya di halaman ini selama %(days)s hari sesudah daftar peserta dibekukan; daftar itu "
        "dibekukan sesudah pendaftaran ditutup, %(closing)s. Formulirnya tampil di sini begitu masa sanggah mulai.",
        found[0],
    )
    return text % {"days": found[0], "closing": when(application.call.ends_at)}


def _ask_the_office(told: str, application: Application) -> str:
    phone = application.programme.organisation.contact_phone
    where = _("Bila ada yang keliru, hubungi kantor: %(phone)s.") % {"phone": phone} if phone else ""
    return " ".join(filter(None, (told, where)))
