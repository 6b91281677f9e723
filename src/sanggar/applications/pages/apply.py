"""The public form `/daftar/<call>/`: for people without account, cookie or JavaScript. Who has cookies is given a sign
with the receipt, where the call says so (`pages.devices`).

It is exempt from CSRF protection because there is nothing to forge: whoever sends it acts for nobody who is signed in.
Answers never stand in a session, an address or a log.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, transaction
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sanggar.applications import actions, queries
from sanggar.applications.answers import Answers
from sanggar.applications.eligibility import rule_told, rules_told, rules_unmet
from sanggar.applications.guardianship import is_child
from sanggar.applications.models import NAMED, Application, Call, CallState, Draft
from sanggar.applications.own_questions import AnswerFileGone
from sanggar.applications.pages import presenters
from sanggar.applications.pages.application_form import ApplicationForm
from sanggar.applications.pages.devices import device_for, remember_device
from sanggar.applications.pages.draft_typed import kept_typed, shown_again, unreadable
from sanggar.applications.pages.fields import read_nik
from sanggar.applications.pages.invited import seconds_until_next_try
from sanggar.applications.pages.kept import carried, keeps_answers, kept_page
from sanggar.applications.pages.sending_limits import draft_seconds_to_wait, seconds_to_wait
from sanggar.applications.pages.trap import is_trapped, trapped_page
from sanggar.applications.pages.uploads import FormRequest, take_uploads
from sanggar.applications.questions import LABELS
from sanggar.applications.telling import changes_told, left_told, seats_told
from sanggar.foundation import clock, rates
from sanggar.foundation.dates import local_date
from sanggar.foundation.errors import DomainError
from sanggar.foundation.express import TROUBLE
from sanggar.foundation.mail import public_address
from sanggar.foundation.national_id import parse_nik


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_answers
def apply(request: FormRequest, slug: str) -> HttpResponse:
    """303 to the receipt when stored; 422 with form and errors; 410 closed; 429 and 503 with the typed answers."""
    at = clock.now()
    if trouble := request.META.get(TROUBLE):  # the express lane has waited for the database already
        raise OperationalError from trouble
    call = get_object_or_404(queries.public_calls(), slug=slug)
    state = call.state_at(at)
    if state == CallState.WAITING:
        page = {"call": call, "seats_told": seats_told(call), "rules": rules_told(call), "changes": changes_told(call)}
        return render(request, "applications/waiting.html", page, status=409 if request.method == "POST" else 200)
    if state != CallState.OPEN:
        return _closed(request, call)
    if request.method != "POST":
        return form_page(request, ApplicationForm(call))
    request.refused_uploads = take_uploads(request, call, at)
    if is_trapped(request, at):
        return trapped_page(request, call, at)
    if request.POST.get("step") == "draft":
        return _begin(request, call, at)
    return take_step(request, call, at)


def take_step(request: FormRequest, call: Call, at: datetime, draft: Draft | None = None) -> HttpResponse:
    """Check, change or send what was posted; a draft is kept anew before it is checked (`pages.drafts`)."""
    if wait := seconds_until_next_try(request, call):
        return kept_page(request, status=429, seconds=wait)
    return STEPS.get(request.POST.get("step", ""), check)(request, call, at, draft)


def _begin(request: FormRequest, call: Call, at: datetime) -> HttpResponse:
    """Keep what was typed as a draft and show it under its own address, which is the link."""
    posted, refused = _with_id(request.POST), request.refused_uploads
    if refused:
        return form_page(request, ApplicationForm(call, posted, refused_uploads=refused))
    if wait := draft_seconds_to_wait(request, at) or seconds_until_next_try(request, call):
        return kept_page(request, status=429, seconds=wait)
    try:
        draft = actions.begin_draft(
            call,
            kept_typed(posted.lists()),
            submission_id=uuid.UUID(posted.get("submission_id")),
            at=at,
            language=(get_language() or "id")[:2],
        )
    except actions.CallNotOpen:
        return _closed(request, call)
    except actions.DraftTooLong as error:
        return form_page(
            request, ApplicationForm(call, initial=as_initial(dict(posted.lists()))), refused=error, status=422
        )
    return saved_page(request, draft)


def saved_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    """To the draft under its own address; on this page stays a number that can not be read, for it is not kept."""
    wrong = unreadable(request.POST)
    if not wrong:
        return see_other(draft.path)
    form = ApplicationForm(draft.call, initial=as_initial(shown_again(draft)) | wrong, draft=draft)
    return form_page(request, form, unkept=[str(LABELS[name]) for name in wrong])


def form_page(
    request: HttpRequest, form: ApplicationForm, *, preview: bool = False, status: int = 200, **told: object
) -> HttpResponse:
    page = {
        "call": form.call,
        "programme": form.call.programme,
        "form": form,
        "draft": form.draft,
        "action": form.draft.path if form.draft else form.call.path,
        "attach_to": f"{form.call.path}berkas/",
        "address": public_address(form.draft.path) if form.draft else "",
        "preview": preview,
        "seats_told": seats_told(form.call),
        "rules": rules_told(form.call),
        "changes": changes_told(form.call),
        "left": left_told(form.call, clock.now()),
        "language_step": "check" if form.errors else "draft" if form.draft and not told else "change",
    }
    return render(request, "applications/apply.html", page | told, status=422 if form.errors else status)


def check(request: FormRequest, call: Call, at: datetime, draft: Draft | None) -> HttpResponse:
    """Show the answers for checking; nothing is written but what a draft keeps, and a file that came along."""
    form = ApplicationForm(call, _with_id(request.POST), refused_uploads=request.refused_uploads, draft=draft)
    if not form.is_valid():
        return form_page(request, form, is_answer=True)
    own = presenters.own_asked(form.answers, form.own_questions)
    shown = presenters.shown_answers(call, form.answers, own)
    if draft:
        shown |= presenters.hidden_numbers(form.answers, form.kept)
    uses = [
        (str(use.label), presenters.agreed_or_not(is_agreed=bool(form.cleaned_data[use.name])))
        for use in form.optional_uses
    ]
    groups = presenters.checked_answers(shown, uses, own)
    unmet = [rule_told(rule, call) for rule in rules_unmet(call, form.answers, form.own_questions)]
    kept = carried(form.data.lists())  # type: ignore[attr-defined]  # a QueryDict
    is_minor = is_child(form.answers.birth_date, local_date(at))
    again = form["nik_again"] if draft else None
    differ = draft is None and born_otherwise(form.answers, local_date(at))
    hints = {"is_minor": is_minor, "dates_differ": differ}
    return check_page(request, call, groups, kept, unmet, draft=draft, hints=hints, again=again)


def born_otherwise(answers: Answers, today: date) -> bool:
    """Whether the birth date differs from the NIK's. Said to who has just typed both, of a draft to nobody."""
    return answers.birth_date not in parse_nik(answers.nik, today=today, birth_date=answers.birth_date).birth_dates


def check_page(
    request: HttpRequest,
    call: Call,
    groups: Iterable[presenters.Group],
    carried: SafeString,
    unmet: Iterable[str] = (),
    *,
    draft: Draft | None = None,
    hints: Mapping[str, bool] | None = None,
    again: BoundField | None = None,
) -> HttpResponse:
    page = {"call": call, "groups": list(groups), "carried": carried, "unmet": list(unmet), "draft": draft}
    page |= {**(hints or {}), "left": left_told(call, clock.now()), "again": again}
    return render(request, "applications/check.html", page | {"action": draft.path if draft else call.path})


def as_initial(posted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """What was typed, as a form that is not judged yet begins with it."""
    return {name: values if name.startswith(NAMED) else values[-1] for name, values in posted.items() if values}


def _change(request: FormRequest, call: Call, at: datetime, draft: Draft | None) -> HttpResponse:
    """Back to the form, with everything that was typed and the names of files that have to be chosen again."""
    typed = as_initial(dict(_with_id(request.POST).lists()))
    lost: dict[str, Any] = {"lost": request.POST.getlist("lost")} if "lost" in request.POST else {}
    return form_page(request, ApplicationForm(call, initial=typed, draft=draft), **lost)


def _send(request: FormRequest, call: Call, at: datetime, draft: Draft | None) -> HttpResponse:
    form = ApplicationForm(call, request.POST, refused_uploads=request.refused_uploads, draft=draft)
    if not form.is_valid() or not form.is_nik_confirmed(at):
        return form_page(request, _renewed(form) if "submission_id" in form.errors else form)
    with transaction.atomic():  # one commit for the count and the application
        if wait := seconds_to_wait(rates.client_address(request), form.answers.phone, at):
            return kept_page(request, status=429, seconds=wait)
        try:
            return receipt(call, _submitted(request, form, at))
        except actions.CallNotOpen:
            return closed_page(request, call, draft) if draft else _closed(request, call)
        except actions.SubmissionUsed as error:
            return form_page(request, _renewed(form, error))
        except (actions.InvitationRefused, AnswerFileGone) as error:  # somebody else's was its last use, or its file
            form.tell(error)
            return form_page(request, form)


def _submitted(request: HttpRequest, form: ApplicationForm, at: datetime) -> Application:
    given: dict[str, Any] = {
        "submission_id": form.cleaned_data["submission_id"],
        "consents": form.agreed,
        "at": at,
        "language": (get_language() or "id")[:2],
        "device": device_for(form.call, request.META.get("HTTP_COOKIE", "")),
    }
    if form.draft:
        return actions.send_draft(form.draft, form.answers, seen=form.cleaned_data["draft_version"], **given)
    return actions.submit_application(form.call, form.answers, **given)


def _closed(request: HttpRequest, call: Call) -> HttpResponse:
    """410, unless this very form got in before closing and only its answer was lost."""
    stored = _stored(call, request.POST) if request.POST.get("step") == "send" else None
    return receipt(call, stored) if stored else closed_page(request, call)


def closed_page(request: HttpRequest, call: Call, draft: Draft | None = None) -> HttpResponse:
    page = {"call": call, "changes": changes_told(call), "draft": draft}
    return render(request, "applications/closed.html", page, status=410)


def _stored(call: Call, posted: QueryDict) -> Application | None:
    try:
        return queries.sent_before(call, uuid.UUID(posted.get("submission_id", "")), read_nik(posted.get("nik", "")))
    except (ValueError, DomainError):
        return None


def receipt(call: Call, application: Application) -> HttpResponse:
    response = see_other(application.own_path)
    remember_device(response, call, application.device)
    return response


def see_other(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    response.status_code = 303
    return response


def _renewed(form: ApplicationForm, error: DomainError | None = None) -> ApplicationForm:
    """The same answers in a form with an id of its own."""
    posted = form.data.copy()  # type: ignore[attr-defined]  # a QueryDict
    posted["submission_id"] = str(uuid.uuid4())
    renewed = ApplicationForm(form.call, posted, draft=form.draft)
    stale = _("Halaman ini sudah lama terbuka. Periksa isian Anda, lalu kirim sekali lagi.")
    renewed.add_error(None, str(error) if error else stale)
    return renewed


def _with_id(posted: QueryDict) -> QueryDict:
    """What was posted, with a fresh submission id where there is no usable one."""
    try:
        uuid.UUID(posted.get("submission_id", ""))
    except ValueError:
        posted = posted.copy()
        posted["submission_id"] = str(uuid.uuid4())
    return posted


STEPS: dict[str, Callable[[FormRequest, Call, datetime, Draft | None], HttpResponse]] = {
    "check": check,
    "change": _change,
    "send": _send,
}
