from django.db import migrations, models
import django.db.models.deletion
import sanggar.foundation.models.fields
import uuid

from sanggar.foundation.first_tables import FirstTables
from sanggar.foundation import regions_data
from sanggar.foundation.audit import triggers


def protect(apps, schema_editor):
    """What a schema can't say: the triggers that protect the audit record."""
    for statement in triggers.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in triggers.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def load_regions(apps, schema_editor):
    """The regions of the first city."""
    region = apps.get_model("foundation", "Region")
    region.objects.bulk_create(
        [region(code=r.code, level=r.level, name=r.name, parent_id=r.parent or None, postal_code=r.postal_code) for r in regions_data.region_rows()]
    )


def without_a_log(apps, schema_editor):
    """On PostgreSQL; what is counted matters for minutes only."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE foundation_ratewindow SET UNLOGGED")


def without_a_needless_index(apps, schema_editor):
    """On PostgreSQL: one by the beginning of a text, which nothing asks for. It waits among the statements made last."""
    schema_editor.deferred_sql[:] = [each for each in schema_editor.deferred_sql if "foundation_auditentry_ref_354b7c80_like" not in str(each)]


class Migration(migrations.Migration):

    replaces = [
        ('foundation', '0001_squashed_0006_messages_kept'),
        ('foundation', '0007_small_rate_windows'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='AuditEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ref', models.CharField(max_length=32, unique=True)),
                    ('at', models.DateTimeField()),
                    ('actor_kind', models.CharField(max_length=16)),
                    ('actor_id', models.CharField(blank=True, max_length=64)),
                    ('actor_label', models.CharField(max_length=200)),
                    ('organisation_id', models.CharField(blank=True, max_length=64)),
                    ('organisation_label', models.CharField(blank=True, max_length=200)),
                    ('verb', models.CharField(max_length=80)),
                    ('subject', models.CharField(max_length=120)),
                    ('subject_label', models.CharField(blank=True, max_length=200)),
                    ('details', models.TextField(default='{}')),
                    ('commitment', models.CharField(blank=True, max_length=64)),
                    ('mac', models.CharField(max_length=64)),
                ],
                options={
                    'indexes': [models.Index(fields=['subject'], name='audit_by_subject'), models.Index(fields=['organisation_id', '-at'], name='audit_by_organisation')],
                },
            ),
            migrations.CreateModel(
                name='Canary',
                fields=[
                    ('key_id', models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ('check_value', models.CharField(max_length=64)),
                    ('in_use', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('in_use', True)), fields=('in_use',), name='canary_one_key_in_use')],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shelf', models.CharField(max_length=64)),
                    ('key', models.CharField(max_length=200)),
                    ('batch', models.CharField(blank=True, max_length=80)),
                    ('language', models.CharField(default='id', max_length=5)),
                    ('version', models.PositiveSmallIntegerField(blank=True, help_text="of the office's own text", null=True)),
                    ('text_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='foundation.letterbyhand.text')),
                    ('person', models.CharField(blank=True, max_length=64)),
                    ('ref', models.UUIDField(default=uuid.uuid4, null=True, unique=True)),
                    ('state', models.CharField(choices=[('held', 'Ditahan'), ('queued', 'Menunggu dikirim'), ('sending', 'Sedang dikirim'), ('sent', 'Terkirim'), ('failed', 'Gagal'), ('delivered', 'Sampai'), ('read', 'Dibaca'), ('unknown', 'Tidak pasti'), ('by_hand', 'Perlu disampaikan langsung'), ('told', 'Disampaikan langsung'), ('cancelled', 'Dibatalkan')], default='queued', max_length=10)),
                    ('channel', models.CharField(blank=True, choices=[('email', 'Email'), ('whatsapp', 'WhatsApp'), ('sms', 'SMS')], max_length=10)),
                    ('tried', models.CharField(blank=True, max_length=40)),
                    ('reason', models.CharField(blank=True, max_length=60)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('next_try_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_at', models.DateTimeField(blank=True, null=True)),
                    ('provider_id', models.CharField(blank=True, db_index=True, max_length=200)),
                    ('cost', models.PositiveIntegerField(blank=True, help_text='rupiah', null=True)),
                    ('written_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField(blank=True, null=True)),
                    ('until', models.DateTimeField(blank=True, null=True)),
                    ('told_at', models.DateTimeField(blank=True, null=True)),
                    ('told_by', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'ordering': ['written_at', 'pk'],
                    'indexes': [models.Index(fields=['shelf', 'state'], name='message_on_shelf'), models.Index(fields=['state', 'next_try_at'], name='message_due')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('held', 'queued', 'by_hand'))), fields=('shelf', 'key'), name='message_one_waits_under_a_key'), models.CheckConstraint(condition=models.Q(('state__in', ['held', 'queued', 'sending', 'sent', 'failed', 'delivered', 'read', 'unknown', 'by_hand', 'told', 'cancelled'])), name='message_state_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['', 'email', 'whatsapp', 'sms'])), name='message_channel_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'told'), ('told_at__isnull', False), models.Q(('told_by', ''), _negated=True)), models.Q(models.Q(('state', 'told'), _negated=True), ('told_at', None), ('told_by', '')), _connector='OR'), name='message_told_as_a_whole'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'sending'), _negated=True), ('taken_at__isnull', False), _connector='OR'), name='message_taken_by_the_clock')],
                },
            ),
            migrations.CreateModel(
                name='MessageContact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('channel', models.CharField(choices=[('email', 'Email'), ('whatsapp', 'WhatsApp'), ('sms', 'SMS')], max_length=10)),
                    ('person', models.CharField(max_length=64)),
                    ('at', models.DateTimeField()),
                ],
                options={
                    'indexes': [models.Index(fields=['channel', 'at'], name='message_contact_lately')],
                    'constraints': [models.UniqueConstraint(fields=('channel', 'person'), name='message_contact_once_a_channel'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'whatsapp', 'sms'])), name='message_contact_channel_known')],
                },
            ),
            migrations.CreateModel(
                name='MessageEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('state', models.CharField(choices=[('held', 'Ditahan'), ('queued', 'Menunggu dikirim'), ('sending', 'Sedang dikirim'), ('sent', 'Terkirim'), ('failed', 'Gagal'), ('delivered', 'Sampai'), ('read', 'Dibaca'), ('unknown', 'Tidak pasti'), ('by_hand', 'Perlu disampaikan langsung'), ('told', 'Disampaikan langsung'), ('cancelled', 'Dibatalkan')], max_length=10)),
                    ('channel', models.CharField(blank=True, choices=[('email', 'Email'), ('whatsapp', 'WhatsApp'), ('sms', 'SMS')], max_length=10)),
                    ('reason', models.CharField(blank=True, max_length=60)),
                    ('provider_id', models.CharField(blank=True, max_length=200)),
                    ('by', models.CharField(blank=True, max_length=200)),
                    ('message', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='foundation.message')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['held', 'queued', 'sending', 'sent', 'failed', 'delivered', 'read', 'unknown', 'by_hand', 'told', 'cancelled'])), name='message_event_state_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['', 'email', 'whatsapp', 'sms'])), name='message_event_channel_known')],
                },
            ),
            migrations.CreateModel(
                name='MessageGate',
                fields=[
                    ('channel', models.CharField(choices=[('email', 'Email'), ('whatsapp', 'WhatsApp'), ('sms', 'SMS')], max_length=10, primary_key=True, serialize=False)),
                    ('free_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'whatsapp', 'sms'])), name='message_gate_channel_known')],
                },
            ),
            migrations.CreateModel(
                name='MessageOptOut',
                fields=[
                    ('person', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('is_out', models.BooleanField(default=True)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='Once',
                fields=[
                    ('token', models.UUIDField(primary_key=True, serialize=False)),
                    ('content', models.CharField(blank=True, help_text='SHA-256 of what was sent with it', max_length=64)),
                    ('at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='RateWindow',
                fields=[
                    ('key', models.BigIntegerField(primary_key=True, serialize=False)),
                    ('count', models.PositiveIntegerField()),
                    ('ends', models.BigIntegerField()),
                ],
            ),
            migrations.CreateModel(
                name='Region',
                fields=[
                    ('code', models.CharField(max_length=13, primary_key=True, serialize=False)),
                    ('level', models.CharField(choices=[('provinsi', 'Provinsi'), ('kota', 'Kota'), ('kabupaten', 'Kabupaten'), ('kecamatan', 'Kecamatan'), ('kelurahan', 'Kelurahan'), ('desa', 'Desa')], max_length=12)),
                    ('name', models.CharField(max_length=100)),
                    ('postal_code', models.CharField(blank=True, max_length=5)),
                    ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='foundation.region')),
                ],
                options={
                    'ordering': ['code'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['provinsi', 'kota', 'kabupaten', 'kecamatan', 'kelurahan', 'desa'])), name='region_level_known')],
                },
            ),
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(db_index=True, max_length=64)),
                    ('name', models.CharField(max_length=200)),
                    ('media_type', models.CharField(max_length=100)),
                    ('size', models.PositiveBigIntegerField(help_text='bytes')),
                    ('stored_at', models.DateTimeField()),
                    ('stored_by', models.CharField(max_length=200)),
                    ('destroyed_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='stored_file_not_empty')],
                },
            ),
            migrations.CreateModel(
                name='Tick',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('job', models.CharField(max_length=80)),
                    ('minute', models.DateTimeField()),
                    ('started_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('failure', models.CharField(blank=True, max_length=200)),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('job', 'minute'), name='tick_once_a_minute')],
                },
            ),
            migrations.CreateModel(
                name='AuditBatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveBigIntegerField(unique=True)),
                    ('sealed_at', models.DateTimeField()),
                    ('previous', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('key_id', models.CharField(max_length=40)),
                    ('signature', models.TextField()),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='audit_batch_holds_entries')],
                },
            ),
            migrations.CreateModel(
                name='AuditPersonal',
                fields=[
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='personal', serialize=False, to='foundation.auditentry')),
                    ('salt', models.CharField(max_length=64)),
                    ('sealed_values', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='foundation.auditpersonal.values')),
                ],
            ),
            migrations.CreateModel(
                name='AuditSealed',
                fields=[
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='sealed', serialize=False, to='foundation.auditentry')),
                    ('position', models.PositiveIntegerField(help_text='counted from 1')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='foundation.auditbatch')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='audit_one_entry_a_position')],
                },
            ),
        ]),
        migrations.RunPython(protect, unprotect, elidable=False),
        migrations.RunPython(load_regions, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(without_a_needless_index, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(without_a_log, migrations.RunPython.noop, elidable=False),
    ]
