import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sanggar.foundation.reshaped import Reshaped
from sanggar.spending.models import record_triggers
from sanggar.spending.models.record_triggers import SINCE_PAID


def protect(apps, schema_editor):
    record_triggers.protect(schema_editor, SINCE_PAID)


def unprotect(apps, schema_editor):
    record_triggers.unprotect(schema_editor, SINCE_PAID)


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0005_audit_rules'),
        ('mentoring', '0013_asked_and_closed'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0010_verified_payees_held'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Reshaped([
            migrations.CreateModel(
                name='PaymentCorrection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('paid_on_before', models.DateField()),
                    ('proof_number_before', models.CharField(max_length=60)),
                    ('paid_on', models.DateField()),
                    ('proof_number', models.CharField(max_length=60)),
                    ('reason', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Repayment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('amount', models.BigIntegerField()),
                    ('dated', models.DateField()),
                    ('number', models.CharField(max_length=60)),
                    ('frees_line', models.BooleanField()),
                    ('reason', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.AddField(
                model_name='payment',
                name='paid_back',
                field=models.BigIntegerField(default=0),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('paid_back', 0), models.Q(('paid_back__gt', 0), ('paid_back__lte', models.F('amount')), ('state__in', ['paid', 'closed'])), _connector='OR'), name='payment_paid_back_of_what_was_paid'),
            ),
            migrations.AddField(
                model_name='paymentcorrection',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='paymentcorrection',
                name='payment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='spending.payment'),
            ),
            migrations.AddField(
                model_name='repayment',
                name='by',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='repayment',
                name='payment',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='repayments', to='spending.payment'),
            ),
            migrations.AddConstraint(
                model_name='paymentcorrection',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='payment_corrected_with_a_reason'),
            ),
            migrations.AddConstraint(
                model_name='paymentcorrection',
                constraint=models.CheckConstraint(condition=models.Q(('paid_on', models.F('paid_on_before')), ('proof_number', models.F('proof_number_before')), _negated=True), name='payment_correction_corrects'),
            ),
            migrations.AddConstraint(
                model_name='repayment',
                constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='repayment_amount_positive'),
            ),
            migrations.AddConstraint(
                model_name='repayment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('number', ''), _negated=True)), name='repayment_with_number_and_reason'),
            ),
            migrations.AddConstraint(
                model_name='repayment',
                constraint=models.UniqueConstraint(fields=('payment', 'number'), name='repayment_number_once_on_a_payment'),
            ),
        ]),
        migrations.RunPython(protect, unprotect),
    ]
