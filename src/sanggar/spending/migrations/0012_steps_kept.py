import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Max, OuterRef, Subquery

from sanggar.foundation.reshaped import Reshaped


def tell_of_before(apps, schema_editor):
    """What is known of steps from before: line and commitment since a payment was handed in last (before that they may
    have been others, and stay empty), and of a commitment who made and who ended it.
    """
    payments, events, commitments, ended = (
        apps.get_model("spending", name) for name in ("Payment", "PaymentEvent", "Commitment", "CommitmentEvent")
    )
    asked = events.objects.filter(to_state="proposed").order_by().values("payment").annotate(last=Max("pk"))
    for first in asked.values_list("last", flat=True):
        payment = payments.objects.filter(pk=OuterRef("payment"))
        of_it = events.objects.filter(pk__gte=first, payment__in=events.objects.filter(pk=first).values("payment"))
        of_it.update(line=Subquery(payment.values("line")), commitment=Subquery(payment.values("commitment")))
    for each in commitments.objects.select_related("made_by", "closed_by"):
        made = {"at": each.made_at, "by": each.made_by, "by_label": each.made_by.name, "to_state": "open"}
        ended.objects.create(commitment=each, amount=each.amount, **made)
        if each.closed_by:
            closed = {"at": each.closed_at, "by": each.closed_by, "by_label": each.closed_by.name}
            closed |= {"from_state": "open", "to_state": each.state, "reason": each.reason}
            ended.objects.create(commitment=each, amount=each.amount, **closed)


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0005_audit_rules'),
        ('spending', '0011_corrections'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Reshaped([
            migrations.AddField(
                model_name='paymentevent',
                name='commitment',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spending.commitment'),
            ),
            migrations.AddField(
                model_name='paymentevent',
                name='line',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.budgetline'),
            ),
            migrations.CreateModel(
                name='CommitmentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, choices=[('open', 'Berjalan'), ('finished', 'Selesai'), ('cancelled', 'Dibatalkan')], max_length=9)),
                    ('to_state', models.CharField(choices=[('open', 'Berjalan'), ('finished', 'Selesai'), ('cancelled', 'Dibatalkan')], max_length=9)),
                    ('amount', models.BigIntegerField()),
                    ('reason', models.TextField(blank=True)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='spending.commitment')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_state__in', ['open', 'finished', 'cancelled'])), name='commitment_event_state_known'), models.CheckConstraint(condition=models.Q(('to_state', 'open'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='commitment_ended_with_a_reason')],
                },
            ),
        ]),
        migrations.RunPython(tell_of_before, migrations.RunPython.noop),
    ]
