"""A file by itself, sent by the form's own script as soon as it is chosen (docs/decisions/0055).

What comes back is the token that the form sends along, and the words to show. Asked without a file, it is what was
attached on this form before, for a page that the browser's Back made anew. Without the script the same file comes with
the form; both are kept by `uploads.take_uploads`.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from sanggar.applications import actions, queries, rules
from sanggar.applications.access import OwnRequest, own_application_page
from sanggar.applications.models import Application, Call
from sanggar.applications.pages.uploads import form_id_of, take_uploads
from sanggar.applications.question_queries import files_on_form
from sanggar.foundation import clock
from sanggar.foundation.errors import DomainError
from sanggar.foundation.files import FileEmpty


@csrf_exempt
@login_not_required
@require_POST
def attach(request: HttpRequest, slug: str) -> HttpResponse:
    """For a form that is being filled in, a draft's too."""
    call, at = get_object_or_404(queries.public_calls(), slug=slug), clock.now()
    answer = _attached(request, call, at) if call.is_open_at(at) else _refused(actions.CallNotOpen())
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@own_application_page
def attach_to_own(request: OwnRequest, application: Application) -> HttpResponse:
    """For an application that is being edited."""
    at = clock.now()
    if not rules.is_editable(application, at):
        return _refused(actions.EditingOver())
    return _attached(request, application.call, at)


def _attached(request: HttpRequest, call: Call, at: datetime) -> HttpResponse:
    """Of one file; a script of ours sends no more at a time."""
    if not request.FILES and (form_id := form_id_of(request.POST)):
        kept = files_on_form(call, form_id)
        return JsonResponse({"kept": [_said(each.token, each.file.name, each.question.name) for each in kept]})
    names = {name: str(uploads[-1].name) for name, uploads in request.FILES.lists()}
    for error in take_uploads(request, call, at).values():
        return _refused(error)
    for name, called in names.items():
        if name not in request.FILES:  # it was kept
            return JsonResponse(_said(request.POST[name], called, name))
    return _refused(FileEmpty())


def _said(token: str, called: str, field: str) -> dict[str, str]:
    told = _("Sudah terlampir: %(name)s. Pilih berkas lain untuk menggantinya.") % {"name": called}
    return {"field": field, "token": token, "told": told}


def _refused(error: DomainError) -> HttpResponse:
    return JsonResponse({"told": str(error)}, status=error.status)
