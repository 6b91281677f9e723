import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanggar.foundation.reshaped import Reshaped


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0005_audit_rules'),
        ('mentoring', '0013_asked_and_closed'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0006_evidence_kinds'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Reshaped([
            migrations.AddField(
                model_name='payment',
                name='people',
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='payment',
                name='tariff',
                field=models.CharField(blank=True, max_length=40),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('people', None), models.Q(('people__gte', 1), models.Q(('tariff', ''), _negated=True)), _connector='OR'), name='payment_people_of_a_tariff'),
            ),
            migrations.CreateModel(
                name='Finding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(max_length=40)),
                    ('key', models.CharField(blank=True, max_length=80)),
                    ('figures', models.JSONField()),
                    ('others', models.JSONField(default=list)),
                    ('state', models.CharField(choices=[('open', 'Terbuka'), ('settled', 'Dijelaskan'), ('gone', 'Sebabnya sudah tidak ada')], default='open', max_length=8)),
                    ('raised_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('explanation', models.TextField(blank=True)),
                    ('line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='funding.budgetline')),
                    ('payment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='spending.payment')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='planning.programme')),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-raised_at', '-pk'],
                    'indexes': [models.Index(fields=['programme', 'state'], name='finding_by_state')],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('state__in', ['open', 'settled', 'gone'])), name='finding_state_known'),
                        models.CheckConstraint(condition=models.Q(models.Q(('line__isnull', False), ('payment', None)), models.Q(('line', None), ('payment__isnull', False)), _connector='OR'), name='finding_on_a_payment_or_a_line'),
                        models.CheckConstraint(condition=models.Q(models.Q(('state', 'settled'), ('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('explanation', ''), _negated=True)), models.Q(models.Q(('state', 'settled'), _negated=True), ('explanation', ''), ('settled_at', None), ('settled_by', None)), _connector='OR'), name='finding_settled_by_whom_and_why'),
                        models.UniqueConstraint(condition=models.Q(('line', None)), fields=('rule', 'payment', 'key'), name='finding_once_on_a_payment'),
                        models.UniqueConstraint(condition=models.Q(('payment', None)), fields=('rule', 'line', 'key'), name='finding_once_on_a_line'),
                    ],
                },
            ),
            migrations.CreateModel(
                name='FindingEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('to_state', models.CharField(choices=[('open', 'Terbuka'), ('settled', 'Dijelaskan'), ('gone', 'Sebabnya sudah tidak ada')], max_length=8)),
                    ('figures', models.JSONField()),
                    ('explanation', models.TextField(blank=True)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='spending.finding')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('to_state__in', ['open', 'settled', 'gone'])), name='finding_event_state_known'),
                        models.CheckConstraint(condition=models.Q(models.Q(('to_state', 'settled'), _negated=True), models.Q(('by__isnull', False), models.Q(('explanation', ''), _negated=True)), _connector='OR'), name='finding_event_settled_by_whom_and_why'),
                    ],
                },
            ),
        ]),
    ]
