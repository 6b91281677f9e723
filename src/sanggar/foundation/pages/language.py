"""The language switch: a cookie, the same address in another language. A form that is being filled in has a button
instead, which sends it along (`middleware.language`).
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from sanggar.foundation.languages import is_language, remember_language


@csrf_exempt
@login_not_required
@require_GET
def switch_language(request: HttpRequest) -> HttpResponse:
    """`?ke=en&kembali=/…`: harmless and without JavaScript, therefore a link. Unknown values change nothing."""
    back = request.GET.get("kembali", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    if is_language(wanted := request.GET.get("ke", "")):
        remember_language(response, wanted)
    return response
