"""`{% unreachable draw %}`: the people whom the quotas leave no seat for, for the desk."""

from typing import Any

from django import template
from django.template.context import Context

from sanggar.applications.rules import may_see_disability_need
from sanggar.selection.models import Draw
from sanggar.selection.pages.presenters import unreachable_of

register = template.Library()


@register.inclusion_tag("selection/unreachable.html", takes_context=True)
def unreachable(context: Context, draw: Draw) -> dict[str, Any]:
    """Of a sealed draw the groups are shown to those alone who may know what quotas over specific data tell."""
    rows = unreachable_of(draw)
    may_see = not draw.is_sealed or may_see_disability_need(context["request"].user, context["programme"])
    return {
        "people": sum(row.people for row in rows),
        "rows": rows if may_see else [],
        "is_sealed": draw.is_sealed,
    }
