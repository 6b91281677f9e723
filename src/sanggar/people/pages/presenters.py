"""What the pages of people say."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from sanggar.foundation.ui.listing import Cell, Column, Empty, Filter, Listing
from sanggar.people.models import Grant, Organisation, Role
from sanggar.people.sentences import right_sentence

IN_FORCE, ENDED = "berlaku", "berakhir"


def sentence(grant: Grant) -> str:
    scope = grant.organisation or grant.region
    return right_sentence(grant.account.name, grant.role, scope, since=grant.given_at, until=grant.ended_at)


def rights_listing(request: HttpRequest, grants: QuerySet[Grant], office: Organisation, *, manages: bool) -> Listing:
    def state(grant: Grant) -> Cell:
        if grant.ended_at:
            return Cell(_("Berakhir"), tone="idle", note=grant.end_reason)
        return Cell(_("Berlaku"), tone="good")

    def act(grant: Grant) -> Cell:
        """The office ends what was given for the office; a right for the region is not its own to end."""
        if grant.ended_at or not grant.organisation_id or grant.account_id == request.user.pk:
            return Cell("")
        return Cell(_("Akhiri"), link=reverse("people:end", args=[office.slug, grant.pk]))

    columns = [
        Column("nama", _("Nama"), lambda g: g.account.name, lambda g: Cell(g.account.name, note=g.account.email)),
        Column("email", _("Email"), lambda g: g.account.email, on_page=False),
        Column("hak", _("Hak"), sentence),
        Column("diberi-oleh", _("Diberi oleh"), lambda g: g.given_by),
        Column("keadaan", _("Keadaan"), lambda g: ENDED if g.ended_at else IN_FORCE, state),
        Column("tindakan", _("Tindakan"), lambda _grant: "", act, in_file=False, on_page=manages),
    ]
    return Listing(
        request,
        grants,
        columns,
        name="hak",
        caption=_("Hak atas perangkat daerah ini"),
        search=("account__name", "account__email"),
        filters=[
            Filter("keadaan", _("Keadaan"), [(IN_FORCE, _("Berlaku")), (ENDED, _("Berakhir"))], _by_state),
            Filter("peran", _("Hak"), Role.choices, lambda rows, role: rows.filter(role=role)),
        ],
        empty=Empty(_("Belum ada hak yang diberikan")),
    )


def _by_state(grants: QuerySet[Grant], state: str) -> QuerySet[Grant]:
    return grants.filter(ended_at__isnull=state == IN_FORCE)
