"""Components of the interface kit as template tags, known to every template without {% load %}.

Each tag is one fragment under templates/ui/. The gallery (/galeri/) shows them all alive. Tones of tags, notices,
tiles and timelines are good, warn, bad, now and idle. Pages arrange components with the layout classes of sanggar.css:
stack, row, spread, grid, tiles, two (main column and aside), narrow (forms and reading).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypedDict, Unpack

from django import forms, template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sanggar.foundation import names
from sanggar.foundation.money import format_rupiah
from sanggar.foundation.ui import charts, places, values
from sanggar.foundation.ui.forms import KitForm, linked_errors
from sanggar.foundation.ui.icons import ICONS
from sanggar.foundation.ui.listing import Listing

register = template.Library()

TONE_ICONS = {"good": "circle-check", "warn": "triangle-alert", "bad": "circle-alert", "now": "info"}
NOTICE_TONES = {"success": "good", "warning": "warn", "error": "bad", "info": "now", "debug": "now"}


def trimmed(content: str) -> SafeString:
    """What stood between a block's tags: rendered, and therefore escaped, already."""
    return mark_safe(content.strip())  # noqa: S308


# --- small parts ------------------------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside its word; never alone, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308 - our own constants
    )


@register.simple_tag
def tag(text: object, tone: str = "now") -> SafeString:
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.simple_tag
def money(amount: int | None) -> SafeString | str:
    return "" if amount is None else format_html('<span class="money">{}</span>', format_rupiah(amount))


@register.simple_tag
def person(name: str, note: object = "") -> SafeString:
    return render_to_string("ui/person.html", {"name": name, "initials": names.initials(name), "note": note})


@register.simple_tag
def button_link(text: object, url: str, tone: str = "quiet", icon: str = "") -> SafeString:
    return render_to_string("ui/button_link.html", {"text": text, "url": url, "tone": tone, "icon": icon})


@register.simple_tag
def progress(value: float, max: float, label: object = "", tone: str = "") -> SafeString:  # noqa: A002 - as in HTML
    return render_to_string("ui/progress.html", {"value": value, "max": max, "label": label, "tone": tone})


# --- page furniture ---------------------------------------------------------------------------------------------------
@register.simple_tag
def crumbs(*parts: Any) -> SafeString:
    """`{% crumbs programme "Pendaftaran" calls_url "Periksa" %}`: a programme first (or not), then pairs of label and
    address; a label at the end that has no address is the page itself. A tuple stands for the parts in it.
    """
    trail: list[tuple[object, str]] = []
    rest = [each for part in parts for each in (part if isinstance(part, tuple) else (part,))]
    if rest and not isinstance(rest[0], str | Promise):
        trail = places.programme_trail(rest[0], is_here=len(rest) == 1)
        rest = rest[1:]
    trail += [(rest[at], rest[at + 1] if at + 1 < len(rest) else "") for at in range(0, len(rest), 2)]
    return render_to_string("ui/crumbs.html", {"trail": trail})


@register.simple_block_tag
def page_header(content: str, title: object, lead: object = "") -> SafeString:
    return render_to_string("ui/page_header.html", {"title": title, "lead": lead, "content": trimmed(content)})


@register.simple_block_tag
def card(content: str, title: object = "", level: int = 2) -> SafeString:
    return render_to_string("ui/card.html", {"title": title, "content": content, "heading": f"h{level}"})


@register.simple_block_tag
def notice(content: str, tone: str = "now", title: object = "") -> SafeString:
    context = {"content": trimmed(content), "tone": tone, "title": title, "icon": TONE_ICONS.get(tone, "info")}
    return render_to_string("ui/notice.html", context)


@register.simple_block_tag
def disclosure(content: str, title: object, open: object = "") -> SafeString:  # noqa: A002 - as in HTML
    """What can stay folded: a seldom-used form, a long explanation. `open` where it must be seen, as with an error."""
    return render_to_string("ui/disclosure.html", {"title": title, "content": content, "open": open})


@register.filter
def labelled(row: Iterable[object], heads: Iterable[object]) -> list[tuple[object, object]]:
    """Each cell of a row with its column's head, for tables that become cards."""
    return list(zip(heads, row, strict=False))


@register.simple_tag
def tile(
    label: object,
    value: object,
    of: object = "",
    progress: float | None = None,
    max: float = 100,  # noqa: A002 - as in HTML
    tone: str = "",
) -> SafeString:
    shown = values.rounded(value) if isinstance(value, float) else value
    context = {"label": label, "value": shown, "of": of, "progress": progress, "max": max, "tone": tone}
    return render_to_string("ui/tile.html", context)


@register.simple_tag
def facts(pairs: Iterable[tuple[object, object]]) -> SafeString:
    return render_to_string("ui/facts.html", {"pairs": pairs})


@register.simple_tag
def timeline(events: Iterable[Mapping[str, Any]]) -> SafeString:
    """`events`: mappings with `at` (moment, date or text), `title`, and where known `text`, `changes`
    (a list of lines), `by`, `tone`.
    """
    shown = [
        {**event, "at": values.moment_text(event["at"]), "datetime": values.machine_date(event["at"])}
        for event in events
    ]
    return render_to_string("ui/timeline.html", {"events": shown})


@register.simple_tag
def empty(title: object, text: object = "", link: str = "", action: object = "") -> SafeString:
    return render_to_string("ui/empty.html", {"title": title, "text": text, "link": link, "action": action})


@register.simple_tag
def steps(current: int, total: int, label: object = "") -> SafeString:
    bars = [number <= current for number in range(1, total + 1)]
    return render_to_string("ui/steps.html", {"current": current, "total": total, "label": label, "bars": bars})


@register.simple_tag
def tabs(items: Sequence[Sequence[Any]], label: object = "") -> SafeString:
    """`items`: (label, address, is_current) or (label, address, is_current, count)."""
    shown = [dict(zip(("label", "url", "is_current", "count"), item, strict=False)) for item in items]
    return render_to_string("ui/tabs.html", {"items": shown, "label": label})


@register.simple_tag(takes_context=True)
def programme_nav(context: Context, programme: Any) -> SafeString:
    """The rooms of a programme, the one we are in marked."""
    request: HttpRequest | None = context.get("request")
    return render_to_string(
        "ui/programme_nav.html", {"rooms": places.rooms(programme, request.path if request else "")}
    )


@register.simple_tag(takes_context=True)
def notices(context: Context) -> SafeString | str:
    """What the last act left to say. Anonymous visitors without such a message are asked for no session at all."""
    request: HttpRequest | None = context.get("request")
    if request is None or not {"messages", settings.SESSION_COOKIE_NAME} & request.COOKIES.keys():
        return ""
    told = [(NOTICE_TONES.get(message.level_tag, "now"), str(message)) for message in context.get("messages") or ()]
    return (
        render_to_string("ui/notices.html", {"told": [(tone, TONE_ICONS[tone], text) for tone, text in told]})
        if told
        else ""
    )


# --- forms ------------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def error_summary(context: Context, form: Any) -> SafeString | str:
    """All errors of a form, linked to their fields; once a page, for base.html already shows that of `form`. On the
    answer to a form it takes the focus, so that a keyboard goes on from what is wrong, not from the top of the page;
    a page that was redirected to says by `is_answer` that it is one.
    """
    if not getattr(form, "errors", None) or getattr(form, "summary_is_shown", False):
        return ""
    form.summary_is_shown = True
    errors = form.linked_errors if isinstance(form, KitForm) else linked_errors(form)
    is_answer = context.get("is_answer") or getattr(context.get("request"), "method", "") == "POST"
    return render_to_string("ui/error_summary.html", {"errors": errors, "is_answer": is_answer})


class ActWords(TypedDict, total=False):
    """What the tag `act_form` may be given."""

    action: str
    text: object
    tone: str
    icon: str
    csrf: bool


class FormWords(TypedDict, total=False):
    """What the tag `form` may be given. `name`/`value` go onto the button; `redirect` is a hidden field in markup."""

    submit: object
    cancel: str
    action: str
    tone: str
    name: str
    value: str
    redirect: str
    csrf: bool


@register.simple_tag(takes_context=True)
def act_form(context: Context, form: forms.BaseForm, **words: Unpack[ActWords]) -> SafeString:
    """One button that acts: `{% act_form form action=url text=_("Tandai terkirim") tone="quiet" icon="send" %}`."""
    return render_form("ui/act_form.html", context, form, {"tone": "quiet", **words})


@register.simple_tag(name="form", takes_context=True)
def whole_form(context: Context, form: forms.BaseForm, **words: Unpack[FormWords]) -> SafeString:
    """The whole form: `{% form form submit=_("Simpan") cancel=url %}`. csrf=False where anonymous people are exempt."""
    return render_form("ui/whole_form.html", context, form, {"tone": "primary", **words})


def render_form(fragment: str, context: Context, form: forms.BaseForm, words: Mapping[str, object]) -> SafeString:
    token = context.get("csrf_token") if words.get("csrf", True) else None
    kept = {"form": form, "csrf_token": token, "request": context.get("request")}
    return render_to_string(fragment, {**words, **kept})


# --- lists and charts -------------------------------------------------------------------------------------------------
@register.simple_tag
def listing(listing: Listing) -> SafeString:
    return render_to_string("ui/listing.html", {"listing": listing, "lines": values.listing_lines(listing)})


@register.simple_tag
def chart(chart: charts.Chart) -> SafeString:
    return render_to_string("ui/chart.html", {"chart": chart, "drawing": mark_safe(charts.svg(chart))})  # noqa: S308 - escaped there
