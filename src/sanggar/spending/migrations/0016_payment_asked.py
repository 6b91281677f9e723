import django.db.models.deletion
from django.db import migrations, models

from sanggar.spending.models import record_triggers
from sanggar.spending.models.record_triggers import ASKED


def protect(apps, schema_editor):
    record_triggers.protect(schema_editor, ASKED)


def unprotect(apps, schema_editor):
    record_triggers.unprotect(schema_editor, ASKED)


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0016_complaint_measures'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0015_repayments_taken_back'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentAsked',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('description', models.CharField(max_length=200)),
                ('mode', models.CharField(blank=True, choices=[('UP', 'UP (uang persediaan)'), ('GU', 'GU (ganti uang)'), ('TU', 'TU (tambah uang)'), ('LS', 'LS (langsung)')], max_length=2)),
                ('hours', models.PositiveSmallIntegerField(null=True)),
                ('portions', models.PositiveIntegerField(null=True)),
                ('tariff', models.CharField(blank=True, max_length=40)),
                ('people', models.PositiveSmallIntegerField(null=True)),
                ('contacts_from', models.DateField(null=True)),
                ('contacts_until', models.DateField(null=True)),
                ('contacts_paid', models.PositiveSmallIntegerField(null=True)),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='asked', to='spending.paymentevent')),
                ('meeting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.meeting')),
                ('mentor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.mentor')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='spending.payee')),
            ],
            options={
                'ordering': ['event'],
                'constraints': [models.CheckConstraint(condition=models.Q(('mode__in', ['', 'UP', 'GU', 'TU', 'LS'])), name='payment_asked_mode_known')],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
