"""What the pages of the curriculum say."""

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanggar.foundation import clock
from sanggar.foundation.dates import clock_time, long_date, plain_date, short_date
from sanggar.planning.models import Meeting
from sanggar.training.models import ChecklistItem, Kind, Material, MaterialVersion, Module, Release
from sanggar.training.pages import presenters
from sanggar.training.queries import Offered, OfferedModule, current, shut_out


def in_language(text: str, text_en: str) -> str:
    return text_en if text_en and (get_language() or "").startswith("en") else text


def title(row: Module | Material) -> str:
    return in_language(row.title, row.title_en)


def objectives(module: Module) -> list[str]:
    lines = in_language(module.objectives, module.objectives_en).splitlines()
    return [line.strip() for line in lines if line.strip()]


def audience(module: Module) -> str:
    """`Tahap 1 · YouTube`."""
    stage = module.stage.name if module.stage else _("Semua tahap")
    return f"{stage} · {module.track.name if module.track else _('Semua jalur')}"


def form_and_size(version: MaterialVersion) -> str:
    """`Berkas PDF, 1,2 MB`: what one gets, before it costs data."""
    if version.file:
        kind = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}.get(version.file.media_type, "")
        return f"{_('Berkas')} {kind}, {filesizeformat(version.file.size)}"
    if version.kind == Kind.VIDEO:
        return _("Video, diputar di situs lain")
    if version.kind == Kind.LINK:
        return _("Tautan ke situs lain")
    return _("Bacaan")


def opening(material: Material, meetings: list[Meeting], *, at_desk: bool = False) -> str:
    """When a material opens, as a sentence to its reader or, at the desk, about them."""
    if material.release == Release.DATE and material.release_on:
        return _("Dibuka %(day)s.") % {"day": plain_date(material.release_on)}
    if material.release == Release.ATTENDANCE:
        named = _(" atau ").join(
            f"“{each.topic}” ({short_date(each.starts_at, clock.office_zone())})" for each in meetings
        )
        told = (
            _("Dibuka setelah peserta tercatat hadir di sesi %(meetings)s.")
            if at_desk
            else _("Dibuka setelah Anda tercatat hadir di sesi %(meetings)s.")
        )
        return told % {"meetings": named}
    if material.release == Release.WORK:
        count = material.release_works or 1
        if at_desk:
            told = ngettext(
                "Dibuka setelah %(n)d karya peserta diterima.", "Dibuka setelah %(n)d karya peserta diterima.", count
            )
            return told % {"n": count}
        told = ngettext("Dibuka setelah %(n)d karya Anda diterima.", "Dibuka setelah %(n)d karya Anda diterima.", count)
        return told % {"n": count}
    if material.release == Release.HELD:
        return _("Belum dibuka.") if at_desk else _("Belum dibuka; pengelola program akan membukanya.")
    return _("Terbuka.")


def offered_module(offered: OfferedModule) -> dict[str, Any]:
    return {
        "title": title(offered.module),
        "objectives": objectives(offered.module),
        "meetings": [f"{meeting.topic}, {presenters.when(meeting)}" for meeting in offered.meetings],
        "materials": [offered_line(each) for each in offered.materials],
    }


def offered_line(offered: Offered) -> dict[str, Any]:
    line = shown(offered.material, offered.version)
    return line | {"is_open": offered.is_open, "opening": opening(offered.material, offered.meetings)}


def shown(material: Material, version: MaterialVersion) -> dict[str, Any]:
    """One version of a material, for whoever may read it."""
    return {
        "material": material,
        "title": title(material),
        "form": form_and_size(version),
        "url": version.url,
        "version": version,
        "paragraphs": in_language(version.body, version.body_en).split("\n\n") if version.body else [],
    }


def desk_material(material: Material) -> dict[str, Any]:
    versions = list(material.versions.all())
    return shown(material, current(versions)) | {
        "opening": opening(material, list(material.release_meetings.all()), at_desk=True),
        "shut_to": _shut_to(material),
        "older": [version_line(version) for version in versions[1:]],
    }


def version_line(version: MaterialVersion) -> dict[str, Any]:
    zone = clock.office_zone()
    at = {"number": version.number, "day": long_date(version.at, zone), "time": clock_time(version.at, zone)}
    told = _("Versi %(number)d, %(day)s pukul %(time)s") % at
    return {"version": version, "told": told, "form": form_and_size(version)}


def checks(items: list[ChecklistItem]) -> list[dict[str, Any]]:
    return [{"item": item, "text": in_language(item.text, item.text_en)} for item in items]


def _shut_to(material: Material) -> str:
    """`Tahap 1: TikTok A, YouTube A; Tahap 2: TikTok A`: stages name their classes alike."""
    by_stage: dict[str, list[str]] = {}
    for cohort in shut_out(material):
        by_stage.setdefault(cohort.stage.name, []).append(cohort.name)
    return "; ".join(f"{stage}: {', '.join(names)}" for stage, names in by_stage.items())
