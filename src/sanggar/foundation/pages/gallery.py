"""The gallery: every component of the kit alive, in both tones, with sample data. A page for builders."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sanggar.foundation.pages import samples


@login_not_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    listing = samples.listing(request)
    return listing.file() or render(request, "gallery/gallery.html", samples.context(listing))
