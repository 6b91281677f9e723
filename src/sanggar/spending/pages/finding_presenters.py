"""What the pages of the findings say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sanggar.foundation import clock, dates
from sanggar.foundation.money import format_rupiah
from sanggar.funding.models import Activity
from sanggar.people.models import Account
from sanggar.spending.actions import OwnFinding
from sanggar.spending.findings import RULES
from sanggar.spending.findings.unheld import figures_now
from sanggar.spending.models import Finding, FindingEvent, FindingState, Payment
from sanggar.spending.pages.addresses import address
from sanggar.spending.pages.presenters import contacts_finding
from sanggar.spending.queries import findings_of
from sanggar.spending.rules import is_free_to_settle

TONES: dict[str, str] = {FindingState.OPEN: "bad", FindingState.SETTLED: "good", FindingState.GONE: "idle"}
RETIRED = gettext_lazy("Aturan yang sudah tidak dipakai")
WORDS = {activity.value: activity.label for activity in Activity}
"""Figures that are words of ours."""


def name_of(finding: Finding) -> str:
    return str(RULES[finding.rule].name if finding.rule in RULES else RETIRED)


def told(finding: Finding) -> str:
    return sentence(finding.rule, finding.figures)


def sentence(rule: str, figures: dict[str, Any]) -> str:
    """What was found, in the rule's words; figures of a rule that is no longer kept stand by themselves."""
    shown = {name: _shown(name, figure) for name, figure in figures.items()}
    if rule not in RULES:
        return ", ".join(f"{name} {figure}" for name, figure in shown.items())
    return str(RULES[rule].told) % shown


def _shown(name: str, figure: Any) -> Any:
    if name.endswith("_rp"):
        return format_rupiah(figure)
    return dates.plain_date(date.fromisoformat(figure)) if name.endswith("_on") else WORDS.get(figure, figure)


def rules_told() -> list[tuple[str | Promise, str | Promise]]:
    """Every rule with its demand and its basis, for who wants to know what is looked at."""
    return [(rule.name, f"{rule.demand} {rule.basis}") for rule in RULES.values()]


def subject_of(finding: Finding) -> str:
    if finding.payment:
        return finding.payment.description
    if finding.version:
        return f"{finding.version.name} {finding.version.number}".strip()
    assert finding.line is not None
    return f"{finding.line.account_code} {finding.line.description}"


def subject_link(finding: Finding) -> str:
    """A payment's page, that of a version of the budget; of a line, the payments that were made on it."""
    programme = finding.programme
    if finding.version_id:
        return reverse("funding:version", args=[programme.organisation.slug, programme.slug, finding.version_id])
    if finding.payment_id:
        return address("payment", programme, finding.payment_id)
    return f"{address('payments', programme)}?rincian={finding.line_id}"


def finding_rows(payment: Payment, kept: QuerySet[Finding]) -> list[dict[str, Any]]:
    """For the page of a payment: what is found, and what was said about it. As things stand at this moment, for what is
    kept may be moments behind a step: what has no cause any more is left out, and an explanation is of its figures.
    """
    standing = list(kept.exclude(state=FindingState.GONE))
    now = figures_now(payment, {each.rule for each in standing}, clock.now())
    return [
        {
            "name": name_of(each),
            "link": address("finding", each.programme, each.pk),
            "told": sentence(each.rule, figures),
            "explanation": each.explanation if figures == each.figures else "",
        }
        for each in standing
        if (figures := now.get((each.rule, each.key)) if each.rule in RULES else each.figures) is not None
    ]


def findings_told(payment: Payment) -> dict[str, Any]:
    """What `spending/payment_findings.html` is rendered with. More contacts than confirmed are said as things stand at
    this moment; the same finding of the last review is not said again, unless somebody explained it.
    """
    now = contacts_finding(payment)
    found = findings_of(payment.programme).filter(payment=payment)
    if now:
        found = found.exclude(rule="kontak-lebih", state=FindingState.OPEN)
    return {"finding": now, "findings": finding_rows(payment, found)}


def finding_facts(finding: Finding) -> list[tuple[str, object]]:
    rule = RULES.get(finding.rule)
    facts: list[tuple[str, object]] = [
        (_("Yang ditemukan"), told(finding)),
        (_("Yang seharusnya"), rule.demand if rule else RETIRED),
        (pgettext("aturan", "Dasar"), rule.basis if rule else ""),
        (_("Sejak"), dates.plain_date(finding.raised_at)),
    ]
    if finding.settled_by:
        facts.append((_("Penjelasan"), finding.explanation))
        facts.append((_("Dijelaskan oleh"), f"{finding.settled_by.name}, {dates.plain_date(finding.changed_at)}"))
    return facts


def other_payments(finding: Finding, readable: QuerySet[Payment]) -> dict[str, Any]:
    """Those it stands beside: of this programme with a link, of others as a number, for they may be others' to see."""
    rows = list(readable.filter(pk__in=finding.others))
    return {"rows": rows, "elsewhere": len(finding.others) - len(rows)}


def history(events: Iterable[FindingEvent], finding: Finding) -> list[dict[str, Any]]:
    """The newest first, each with its figures from then on."""
    shown = [
        {
            "at": event.at,
            "title": event.get_to_state_display(),
            "text": event.explanation or sentence(finding.rule, event.figures),
            "by": event.by.name if event.by else _("aturan pemeriksaan"),
            "tone": TONES[event.to_state],
        }
        for event in events
    ]
    return shown[::-1]


def hindrance(finding: Finding, account: Account) -> str:
    """Why it can't be explained now, said before anything is typed."""
    if finding.state != FindingState.OPEN:
        return _("Temuan ini berstatus “%(state)s”.") % {"state": finding.get_state_display()}
    if not is_free_to_settle(account, finding):
        return str(OwnFinding())
    return ""
