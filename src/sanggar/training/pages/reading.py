"""Materials as they are read: by a participant when they are open to them, by the trainer of a meeting at any time."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from sanggar.foundation import clock, files
from sanggar.planning.access import DeskRequest
from sanggar.planning.models import Meeting
from sanggar.training.access import own_enrolment_page
from sanggar.training.models import Enrolment, MaterialVersion
from sanggar.training.pages import curriculum_presenters as say
from sanggar.training.queries import materials_of_meeting, modules_for, offered_to
from sanggar.training.rules import is_trainer_of


@require_safe
@own_enrolment_page
def materials(request: DeskRequest, enrolment: Enrolment) -> HttpResponse:
    modules = [say.offered_module(each) for each in modules_for(enrolment, clock.now()) if each.materials]
    return render(request, "training/my_materials.html", {"enrolment": enrolment, "modules": modules})


@require_safe
@own_enrolment_page
def material(request: DeskRequest, enrolment: Enrolment, material: int) -> HttpResponseBase:
    """What is open: the file, the reading or the link. What is not: when it will be, and no more."""
    offered = offered_to(enrolment, material, clock.now())
    if offered is None:
        raise Http404
    line = say.offered_line(offered)
    if offered.is_open:
        return _opened(request, offered.version, line, {"enrolment": enrolment})
    return render(request, "training/my_material.html", {"enrolment": enrolment, "line": line}, status=403)


@require_safe
def trainer_material(request: DeskRequest, meeting: int, material: int) -> HttpResponseBase:
    found = get_object_or_404(Meeting, pk=meeting)
    if not is_trainer_of(request.user, found):
        raise Http404
    for own, version in materials_of_meeting(found):
        if own.pk == material:
            return _opened(request, version, say.shown(own, version) | {"is_open": True}, {"meeting": found})
    raise Http404


def _opened(
    request: DeskRequest, version: MaterialVersion, line: dict[str, object], page: dict[str, object]
) -> HttpResponseBase:
    if version.file:
        return files.response(version.file)
    return render(request, "training/my_material.html", {"line": line, **page})
