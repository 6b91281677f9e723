import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sanggar.foundation.models.fields
from sanggar.foundation.first_tables import FirstTables
from sanggar.foundation.reshaped import Reshaped


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0001_initial'),
        ('mentoring', '0013_asked_and_closed'),
        ('people', '0001_squashed_0003_terms_and_erasing'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0001_squashed_0002_contacts_paid'),
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='Payee',
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
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payees', to='people.organisation')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('bank_account_lookup', ''), ('bank_account_sealed', '')), models.Q(models.Q(('bank_account_sealed', ''), _negated=True), models.Q(('bank_account_lookup', ''), _negated=True)), _connector='OR'), name='payee_bank_account_findable'), models.CheckConstraint(condition=models.Q(('has_tax_number', True), ('tax_number_sealed', ''), _connector='OR'), name='payee_tax_number_is_had'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'civil_servant'), models.Q(('rank_group', ''), _negated=True)), models.Q(models.Q(('kind', 'civil_servant'), _negated=True), ('rank_group', '')), _connector='OR'), name='payee_rank_of_civil_servants'), models.CheckConstraint(condition=models.Q(('rank_group__in', ['', 'I', 'II', 'III', 'IV', 'pejabat_negara'])), name='payee_rank_group_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['unstated', 'civil_servant', 'non_employee', 'participant', 'vendor', 'group'])), name='payee_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='Commitment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('spk', 'SPK'), ('order', 'Surat pesanan'), ('contract', 'Kontrak'), ('decree', 'Keputusan atau surat tugas')], max_length=8)),
                    ('number', models.CharField(max_length=80)),
                    ('dated', models.DateField()),
                    ('description', models.CharField(max_length=200)),
                    ('amount', models.BigIntegerField()),
                    ('drawn', models.BigIntegerField(default=0)),
                    ('state', models.CharField(choices=[('open', 'Berjalan'), ('finished', 'Selesai'), ('cancelled', 'Dibatalkan')], default='open', max_length=9)),
                    ('made_at', models.DateTimeField()),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='funding.budgetline')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commitments', to='spending.payee')),
                ],
                options={
                    'ordering': ['-dated', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('line', 'kind', 'number'), name='commitment_numbered_once_on_a_line'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None), ('reason', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('closed_at__isnull', False), ('closed_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='commitment_closed_by_whom_and_why'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), ('drawn', 0), _connector='OR'), name='commitment_cancelled_undrawn'), models.CheckConstraint(condition=models.Q(('drawn__gte', 0), ('drawn__lte', models.F('amount'))), name='commitment_drawn_within_amount'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='commitment_amount_positive'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'finished', 'cancelled'])), name='commitment_state_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['spk', 'order', 'contract', 'decree'])), name='commitment_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='DisbursementDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('npd', 'NPD'), ('spp', 'SPP'), ('spm', 'SPM'), ('sp2d', 'SP2D')], max_length=4)),
                    ('number', models.CharField(max_length=60)),
                    ('dated', models.DateField()),
                    ('noted_at', models.DateTimeField()),
                    ('noted_by', models.CharField(max_length=200)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('voided_by', models.CharField(blank=True, max_length=200)),
                    ('void_reason', models.TextField(blank=True)),
                    ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='spending.payment')),
                ],
                options={
                    'ordering': ['dated', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('voided_at', None)), fields=('payment', 'kind'), name='document_of_a_kind_once_on_a_payment'), models.CheckConstraint(condition=models.Q(('voided_at', None), models.Q(('void_reason', ''), _negated=True), _connector='OR'), name='document_voided_with_a_reason'), models.CheckConstraint(condition=models.Q(('kind__in', ['npd', 'spp', 'spm', 'sp2d'])), name='document_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='PaymentTax',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('pph21', 'PPh 21'), ('pph22', 'PPh 22'), ('pph23', 'PPh 23'), ('pph4_2', 'PPh 4(2)'), ('ppn', 'PPN'), ('pbjt', 'PBJT'), ('meterai', 'Meterai')], max_length=7)),
                    ('effect', models.CharField(choices=[('potong', 'dipotong'), ('pungut', 'dipungut dari harga'), ('penjual', 'disetor penjual'), ('bea', 'ditempel pada kuitansi')], default='potong', max_length=7)),
                    ('rule', models.CharField(blank=True, max_length=200)),
                    ('rates', models.CharField(blank=True, max_length=200)),
                    ('legal_basis', models.CharField(blank=True, max_length=300)),
                    ('base', models.BigIntegerField()),
                    ('computed', models.BigIntegerField()),
                    ('amount', models.BigIntegerField()),
                    ('computed_at', models.DateTimeField()),
                    ('overridden_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.TextField(blank=True)),
                    ('superseded_at', models.DateTimeField(blank=True, null=True)),
                    ('overridden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taxes', to='spending.payment')),
                ],
                options={
                    'ordering': ['kind', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at', None)), fields=('payment', 'kind'), name='tax_of_a_kind_once_on_a_payment'), models.CheckConstraint(condition=models.Q(models.Q(('amount', models.F('computed')), ('overridden_at', None), ('overridden_by', None), ('reason', ''), models.Q(('rule', ''), _negated=True)), models.Q(('overridden_at__isnull', False), ('overridden_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='tax_overridden_by_whom_and_why'), models.CheckConstraint(condition=models.Q(('amount__gte', 0), ('base__gte', 0), ('computed__gte', 0)), name='tax_amounts_not_negative'), models.CheckConstraint(condition=models.Q(('kind__in', ['pph21', 'pph22', 'pph23', 'pph4_2', 'ppn', 'pbjt', 'meterai'])), name='tax_kind_known'), models.CheckConstraint(condition=models.Q(('effect__in', ['potong', 'pungut', 'penjual', 'bea'])), name='tax_effect_known')],
                },
            ),
        ]),
        Reshaped([
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_state_known',
            ),
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_proposed_not_verified',
            ),
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_verified_by_someone',
            ),
            migrations.RemoveConstraint(
                model_name='payment',
                name='payment_paid_with_proof',
            ),
            migrations.RemoveConstraint(
                model_name='paymentevent',
                name='payment_event_state_known',
            ),
            migrations.RemoveConstraint(
                model_name='paymentevent',
                name='payment_stopped_with_a_reason',
            ),
            migrations.AddField(
                model_name='payment',
                name='approved_at',
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='payment',
                name='approved_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='payment',
                name='before_approval',
                field=models.BooleanField(default=False),
            ),
            migrations.AddField(
                model_name='payment',
                name='closed_at',
                field=models.DateTimeField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='payment',
                name='closed_by',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='payment',
                name='hours',
                field=models.PositiveSmallIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='payment',
                name='mode',
                field=models.CharField(blank=True, choices=[('UP', 'UP (uang persediaan)'), ('GU', 'GU (ganti uang)'), ('TU', 'TU (tambah uang)'), ('LS', 'LS (langsung)')], max_length=2),
            ),
            migrations.AddField(
                model_name='payment',
                name='payee_account',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AddField(
                model_name='payment',
                name='portions',
                field=models.PositiveIntegerField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name='paymentevent',
                name='amount',
                field=models.BigIntegerField(null=True),
            ),
            migrations.AddField(
                model_name='paymentevent',
                name='by',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
            ),
            migrations.AlterField(
                model_name='payment',
                name='state',
                field=models.CharField(choices=[('proposed', 'Diajukan'), ('returned', 'Dikembalikan'), ('verified', 'Terverifikasi'), ('approved', 'Disetujui'), ('paid', 'Dibayar'), ('closed', 'SPJ selesai'), ('refused', 'Ditolak'), ('cancelled', 'Dibatalkan')], default='proposed', max_length=10),
            ),
            migrations.AlterField(
                model_name='paymentevent',
                name='from_state',
                field=models.CharField(blank=True, choices=[('proposed', 'Diajukan'), ('returned', 'Dikembalikan'), ('verified', 'Terverifikasi'), ('approved', 'Disetujui'), ('paid', 'Dibayar'), ('closed', 'SPJ selesai'), ('refused', 'Ditolak'), ('cancelled', 'Dibatalkan')], max_length=10),
            ),
            migrations.AlterField(
                model_name='paymentevent',
                name='to_state',
                field=models.CharField(choices=[('proposed', 'Diajukan'), ('returned', 'Dikembalikan'), ('verified', 'Terverifikasi'), ('approved', 'Disetujui'), ('paid', 'Dibayar'), ('closed', 'SPJ selesai'), ('refused', 'Ditolak'), ('cancelled', 'Dibatalkan')], max_length=10),
            ),
            migrations.AddField(
                model_name='payment',
                name='commitment',
                field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='spending.commitment'),
            ),
            migrations.RenameField(model_name='payment', old_name='payee', new_name='payee_name'),
            migrations.AddField(
                model_name='payment',
                name='payee',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='spending.payee'),
            ),
            migrations.AddConstraint(
                model_name='paymentevent',
                constraint=models.CheckConstraint(condition=models.Q(('to_state__in', ['proposed', 'returned', 'verified', 'approved', 'paid', 'closed', 'refused', 'cancelled'])), name='payment_event_state_known'),
            ),
            migrations.AddConstraint(
                model_name='paymentevent',
                constraint=models.CheckConstraint(condition=models.Q(('reason', ''), ('to_state__in', ['returned', 'refused', 'cancelled']), _negated=True), name='payment_stopped_with_a_reason'),
            ),
        ]),
    ]
