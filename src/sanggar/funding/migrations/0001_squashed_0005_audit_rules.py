from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.db.models.expressions
import uuid

from sanggar.foundation.first_tables import FirstTables
from sanggar.foundation import clock
from sanggar.funding import shipped
from sanggar.funding.models import reference_triggers, version_triggers


def protect(apps, schema_editor):
    """The triggers by which a list that is in, and a version that is adopted or withdrawn, stay as they are."""
    for fixed in (reference_triggers, version_triggers):
        for statement in fixed.create_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for fixed in (reference_triggers, version_triggers):
        for statement in fixed.drop_statements(schema_editor.connection.vendor):
            schema_editor.execute(statement)


def load_shipped(apps, schema_editor):
    """The lists that come with the program, so that a new installation can search and reckon."""
    lists, entries = apps.get_model("funding", "ReferenceList"), apps.get_model("funding", "ReferenceEntry")
    for index in ("lists.json", "lists_ages.json", "lists_audit.json"):
        for each in shipped.shipped_lists(index):
            made = lists.objects.create(imported_at=clock.now(), **each.fields)
            entries.objects.bulk_create(
                entries(list=made, position=number, code=row.code, name=row.name, data=row.data)
                for number, row in enumerate(each.rows, start=1)
            )


class Migration(migrations.Migration):

    replaces = [
        ('funding', '0001_initial'),
        ('funding', '0002_reference_lists'),
        ('funding', '0003_versions'),
        ('funding', '0004_ages'),
        ('funding', '0005_audit_rules'),
    ]

    initial = True

    dependencies = [
        ('people', '0001_squashed_0003_terms_and_erasing'),
        ('planning', '0001_squashed_0003_revived_meetings'),
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='Budget',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sub_activity_code', models.CharField(max_length=20)),
                    ('sub_activity_name', models.CharField(max_length=200)),
                    ('code_list', models.CharField(blank=True, max_length=120)),
                    ('activity', models.CharField(blank=True, choices=[('seminar', 'Seminar, bimtek, lokakarya, sosialisasi'), ('pelatihan', 'Pendidikan dan pelatihan')], max_length=10)),
                    ('ceiling', models.BigIntegerField(default=0)),
                    ('allocated', models.BigIntegerField(default=0)),
                    ('adopted_at', models.DateTimeField(blank=True, null=True)),
                    ('adopted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='budget', to='planning.programme')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('activity__in', ['', 'seminar', 'pelatihan'])), name='budget_activity_known'), models.CheckConstraint(condition=models.Q(('ceiling__gt', 0), models.Q(('adopted_at', None), ('ceiling', 0)), _connector='OR'), name='budget_in_force_has_a_ceiling'), models.CheckConstraint(condition=models.Q(('allocated__gte', 0), ('allocated__lte', models.F('ceiling'))), name='budget_lines_within_ceiling'), models.CheckConstraint(condition=models.Q(models.Q(('adopted_at', None), ('adopted_by', None)), models.Q(('adopted_at__isnull', False), ('adopted_by__isnull', False)), _connector='OR'), name='budget_adopted_by_someone')],
                },
            ),
            migrations.CreateModel(
                name='BudgetEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('ceiling', 'Pagu ditetapkan'), ('drafted', 'Rancangan dibuat'), ('adopted', 'Anggaran disahkan'), ('withdrawn', 'Rancangan ditarik'), ('reopened', 'Anggaran dibuka kembali')], max_length=10)),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('ceiling', models.BigIntegerField()),
                    ('allocated', models.BigIntegerField()),
                    ('about', models.CharField(blank=True, max_length=200)),
                    ('reason', models.TextField(blank=True)),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='funding.budget')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['ceiling', 'drafted', 'adopted', 'withdrawn', 'reopened'])), name='budget_event_kind_known'), models.CheckConstraint(condition=models.Q(('kind__in', ('reopened', 'withdrawn')), ('reason', ''), _negated=True), name='budget_undone_with_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='BudgetLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4)),
                    ('account_code', models.CharField(max_length=20)),
                    ('description', models.CharField(max_length=200)),
                    ('factors', models.JSONField()),
                    ('volume', models.BigIntegerField()),
                    ('unit_price', models.BigIntegerField()),
                    ('amount', models.BigIntegerField()),
                    ('committed', models.BigIntegerField(default=0)),
                    ('paid', models.BigIntegerField(default=0)),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funding.budget')),
                ],
                options={
                    'ordering': ['account_code', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('budget', 'key'), name='line_once_in_a_budget'), models.CheckConstraint(condition=models.Q(('unit_price__gt', 0), ('volume__gte', 0)), name='line_volume_and_price_not_negative'), models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('volume'), '*', models.F('unit_price')))), name='line_amount_adds_up'), models.CheckConstraint(condition=models.Q(('committed__gte', 0), ('paid__gte', 0)), name='line_counters_not_negative'), models.CheckConstraint(condition=models.Q(('amount__gte', django.db.models.expressions.CombinedExpression(models.F('committed'), '+', models.F('paid')))), name='line_holds')],
                },
            ),
            migrations.CreateModel(
                name='BudgetVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('rka', 'RKA (rencana kerja dan anggaran)'), ('dpa', 'DPA (dokumen pelaksanaan anggaran)'), ('shift', 'Pergeseran anggaran'), ('amended', 'DPPA (perubahan DPA)')], max_length=8)),
                    ('state', models.CharField(choices=[('draft', 'Rancangan'), ('adopted', 'Disahkan'), ('withdrawn', 'Ditarik')], default='draft', max_length=10)),
                    ('name', models.CharField(max_length=80)),
                    ('reason', models.TextField(blank=True)),
                    ('ordinal', models.PositiveIntegerField(blank=True, null=True)),
                    ('sub_activity_code', models.CharField(max_length=20)),
                    ('sub_activity_name', models.CharField(max_length=200)),
                    ('code_list', models.CharField(blank=True, max_length=120)),
                    ('ceiling', models.BigIntegerField()),
                    ('allocated', models.BigIntegerField(default=0)),
                    ('shape', models.JSONField(default=list)),
                    ('follows_plan', models.BooleanField(default=True)),
                    ('completing_percent', models.PositiveSmallIntegerField(default=100)),
                    ('number', models.CharField(blank=True, max_length=80)),
                    ('dated', models.DateField(blank=True, null=True)),
                    ('approver', models.CharField(blank=True, max_length=120)),
                    ('drafted_at', models.DateTimeField()),
                    ('drafted_by', models.CharField(max_length=200)),
                    ('adopted_at', models.DateTimeField(blank=True, null=True)),
                    ('adopted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('based_on', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funding.budgetversion')),
                    ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='funding.budget')),
                    ('planners', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-drafted_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['rka', 'dpa', 'shift', 'amended'])), name='budget_version_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'adopted', 'withdrawn'])), name='budget_version_state_known'), models.CheckConstraint(condition=models.Q(('ceiling__gt', 0)), name='budget_version_ceiling_positive'), models.CheckConstraint(condition=models.Q(('allocated__gte', 0), models.Q(models.Q(('state', 'adopted'), _negated=True), ('allocated__lte', models.F('ceiling')), _connector='OR')), name='budget_version_adopted_within_ceiling'), models.CheckConstraint(condition=models.Q(('completing_percent__range', (1, 100))), name='budget_version_completing_is_a_share'), models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', False), ('adopted_by__isnull', False), ('dated__isnull', False), ('ordinal__isnull', False), ('state', 'adopted')), models.Q(models.Q(('state', 'adopted'), _negated=True), ('adopted_at', None), ('adopted_by', None), ('ordinal', None)), _connector='OR'), name='budget_version_adopted_by_someone'), models.CheckConstraint(condition=models.Q(('kind__in', ('rka', 'dpa')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='budget_version_changed_with_a_reason'), models.UniqueConstraint(fields=('budget', 'ordinal'), name='budget_version_ordinal_once')],
                },
            ),
            migrations.CreateModel(
                name='LineImport',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('table', models.JSONField(null=True)),
                    ('columns', models.JSONField(default=dict)),
                    ('uploaded_at', models.DateTimeField()),
                    ('uploaded_by', models.CharField(max_length=200)),
                    ('imported_at', models.DateTimeField(blank=True, null=True)),
                    ('added', models.PositiveIntegerField(default=0)),
                    ('changed', models.PositiveIntegerField(default=0)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='funding.budgetversion')),
                ],
                options={
                    'ordering': ['-uploaded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('imported_at', None), ('table', None), _connector='OR'), name='line_import_leaves_no_table')],
                },
            ),
            migrations.CreateModel(
                name='ReferenceDraft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('account_code', 'Kode rekening'), ('sub_activity', 'Sub kegiatan'), ('tariff', 'Batas honorarium'), ('tax', 'Pajak'), ('evidence', 'Bukti pertanggungjawaban'), ('age', 'Batas usia'), ('audit', 'Aturan audit')], max_length=20)),
                    ('version', models.CharField(max_length=120)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('legal_basis', models.TextField()),
                    ('is_whole', models.BooleanField(default=False)),
                    ('source_name', models.CharField(max_length=200)),
                    ('source_digest', models.CharField(max_length=64)),
                    ('table', models.JSONField()),
                    ('uploaded_at', models.DateTimeField()),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-uploaded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['account_code', 'sub_activity', 'tariff', 'tax', 'evidence', 'age', 'audit'])), name='reference_draft_kind_known'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='reference_draft_ends_after_beginning')],
                },
            ),
            migrations.CreateModel(
                name='ReferenceList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('account_code', 'Kode rekening'), ('sub_activity', 'Sub kegiatan'), ('tariff', 'Batas honorarium'), ('tax', 'Pajak'), ('evidence', 'Bukti pertanggungjawaban'), ('age', 'Batas usia'), ('audit', 'Aturan audit')], max_length=20)),
                    ('version', models.CharField(max_length=120)),
                    ('valid_from', models.DateField()),
                    ('valid_to', models.DateField(blank=True, null=True)),
                    ('legal_basis', models.TextField()),
                    ('is_whole', models.BooleanField(default=False)),
                    ('is_shipped', models.BooleanField(default=False)),
                    ('source_name', models.CharField(max_length=200)),
                    ('source_digest', models.CharField(max_length=64)),
                    ('imported_at', models.DateTimeField()),
                    ('verified_at', models.DateTimeField(blank=True, null=True)),
                    ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('verified_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['kind', '-valid_from', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['account_code', 'sub_activity', 'tariff', 'tax', 'evidence', 'age', 'audit'])), name='reference_list_kind_known'), models.UniqueConstraint(fields=('kind', 'version'), name='reference_list_version_once'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='reference_list_ends_after_beginning'), models.CheckConstraint(condition=models.Q(models.Q(('verified_at', None), ('verified_by', None)), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='reference_list_verified_by_someone'), models.CheckConstraint(condition=models.Q(('verified_by', None), ('imported_by', None), models.Q(('verified_by', models.F('imported_by')), _negated=True), _connector='OR'), name='reference_list_verified_by_another'), models.CheckConstraint(condition=models.Q(('legal_basis', ''), _negated=True), name='reference_list_has_a_basis')],
                },
            ),
            migrations.CreateModel(
                name='ReferenceEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField()),
                    ('code', models.CharField(max_length=40)),
                    ('name', models.CharField(max_length=300)),
                    ('data', models.JSONField(default=dict)),
                    ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='funding.referencelist')),
                ],
                options={
                    'ordering': ['list', 'position'],
                    'constraints': [models.UniqueConstraint(fields=('list', 'code'), name='reference_entry_code_once')],
                },
            ),
            migrations.CreateModel(
                name='TaxPractice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('practice', models.CharField(blank=True, max_length=40)),
                    ('valid_from', models.DateField()),
                    ('reason', models.TextField()),
                    ('chosen_at', models.DateTimeField()),
                    ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-valid_from', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='tax_practice_has_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='VersionLine',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4)),
                    ('account_code', models.CharField(max_length=20)),
                    ('description', models.CharField(max_length=200)),
                    ('factors', models.JSONField()),
                    ('driver', models.CharField(choices=[('programme', 'programme'), ('stage', 'stage'), ('cohort', 'cohort'), ('meeting', 'meeting'), ('hour', 'hour'), ('seat', 'seat'), ('seat_meeting', 'seat_meeting'), ('contact', 'contact')], max_length=12)),
                    ('driven', models.BigIntegerField()),
                    ('volume', models.BigIntegerField()),
                    ('unit_price', models.BigIntegerField()),
                    ('amount', models.BigIntegerField()),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='funding.budgetversion')),
                ],
                options={
                    'ordering': ['account_code', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('version', 'key'), name='version_line_once'), models.CheckConstraint(condition=models.Q(('driver__in', ['programme', 'stage', 'cohort', 'meeting', 'hour', 'seat', 'seat_meeting', 'contact'])), name='version_line_driver'), models.CheckConstraint(condition=models.Q(('driven__gte', 0), ('unit_price__gt', 0), ('volume__gte', 0)), name='version_line_not_negative'), models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('volume'), '*', models.F('unit_price')))), name='version_line_amount_adds_up')],
                },
            ),
        ]),
        migrations.RunPython(protect, unprotect, elidable=False),
        migrations.RunPython(load_shipped, migrations.RunPython.noop, elidable=False),
    ]
