import django.db.models.deletion
import sanggar.foundation.models.fields
from django.conf import settings
from django.db import migrations, models

from sanggar.foundation.reshaped import Reshaped


KNOWN = (
    *("name", "kind", "rank_group", "employer", "is_of_this_office", "has_tax_number", "tax_number_sealed"),
    *("is_vat_registered", "bank_name", "bank_account_sealed", "bank_account_lookup"),
)


def copy_payees(apps, schema_editor):
    """Of what was verified before copies were kept, the payee as it is known today is the nearest there is."""
    payments, copies = (apps.get_model("spending", name) for name in ("Payment", "VerifiedPayee"))
    for payment in payments.objects.filter(verified_by__isnull=False).select_related("payee").iterator():
        known = {name: getattr(payment.payee, name) for name in KNOWN}
        payment.verified_payee = copies.objects.create(
            payee_id=payment.payee_id, verified_at=payment.verified_at, **known
        )
        payment.save(update_fields=["verified_payee"])


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0005_audit_rules'),
        ('mentoring', '0013_asked_and_closed'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0008_statements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Reshaped([
            migrations.CreateModel(
                name='VerifiedPayee',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('kind', models.CharField(choices=[('unstated', 'Belum ditentukan'), ('civil_servant', 'ASN, TNI, Polri, atau pejabat negara'), ('non_employee', 'Orang pribadi bukan ASN'), ('participant', 'Peserta kegiatan'), ('vendor', 'Usaha atau lembaga'), ('group', 'Beberapa orang menurut daftar')], max_length=14)),
                    ('rank_group', models.CharField(blank=True, choices=[('I', 'Golongan I'), ('II', 'Golongan II'), ('III', 'Golongan III'), ('IV', 'Golongan IV'), ('pejabat_negara', 'Pejabat negara')], max_length=14)),
                    ('employer', models.CharField(blank=True, max_length=120)),
                    ('is_of_this_office', models.BooleanField(default=False)),
                    ('has_tax_number', models.BooleanField(default=False)),
                    ('tax_number_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='spending.payee.tax_number')),
                    ('is_vat_registered', models.BooleanField(default=False)),
                    ('bank_name', models.CharField(blank=True, max_length=60)),
                    ('bank_account_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='bank_account_lookup', lookup_place='', place='spending.payee.bank_account')),
                    ('bank_account_lookup', models.CharField(blank=True, db_index=True, max_length=64)),
                    ('verified_at', models.DateTimeField()),
                    ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='as_verified', to='spending.payee')),
                ],
                options={
                    'constraints': [
                        models.CheckConstraint(condition=models.Q(('kind__in', ['unstated', 'civil_servant', 'non_employee', 'participant', 'vendor', 'group'])), name='verified_payee_kind_known'),
                        models.CheckConstraint(condition=models.Q(('rank_group__in', ['', 'I', 'II', 'III', 'IV', 'pejabat_negara'])), name='verified_payee_rank_group_known'),
                    ],
                },
            ),
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_proposed_not_verified',
            ),
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_verified_by_someone',
            ),
            migrations.AddField(
                model_name='payment',
                name='verified_payee',
                field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='spending.verifiedpayee'),
            ),
        ]),
        migrations.RunPython(copy_payees, migrations.RunPython.noop),
    ]
