from django.conf import settings
import django.core.validators
from django.db import migrations, models
import django.db.models.deletion
import sanggar.applications.models.categories
import sanggar.foundation.models.fields

from sanggar.foundation.first_tables import FirstTables


def without_a_needless_index(apps, schema_editor):
    """On PostgreSQL: one by the beginning of a text, which nothing asks for. It waits among the statements made last."""
    schema_editor.deferred_sql[:] = [each for each in schema_editor.deferred_sql if "applications_application_receipt_17a44a41_like" not in str(each)]


class Migration(migrations.Migration):

    replaces = [
        ('applications', '0001_squashed_0008_screening_desk'),
        ('applications', '0009_objection_letters'),
        ('applications', '0010_needs_count'),
        ('applications', '0011_own_questions'),
        ('applications', '0012_categories_and_codes'),
        ('applications', '0013_eligibility_and_changes'),
        ('applications', '0014_drafts'),
        ('applications', '0015_guardians'),
        ('applications', '0016_fewer_indexes'),
    ]

    initial = True

    dependencies = [
        ('foundation', '0001_squashed_0007_small_rate_windows'),
        ('people', '0001_squashed_0003_terms_and_erasing'),
        ('planning', '0001_squashed_0003_revived_meetings'),
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='Call',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=60, unique=True)),
                    ('title', models.CharField(max_length=120)),
                    ('requirements', models.TextField(blank=True)),
                    ('requirements_en', models.TextField(blank=True)),
                    ('motivation_question', models.CharField(max_length=200)),
                    ('motivation_question_en', models.CharField(blank=True, max_length=200)),
                    ('opens_at', models.DateTimeField()),
                    ('closes_at', models.DateTimeField()),
                    ('minimum_age', models.PositiveSmallIntegerField(default=18, validators=[django.core.validators.MinValueValidator(13), django.core.validators.MaxValueValidator(60)])),
                    ('seats_by_track', models.BooleanField(default=False)),
                    ('categories', models.JSONField(default=sanggar.applications.models.categories.standard_categories)),
                    ('eligibility', models.JSONField(blank=True, default=list)),
                    ('asks_family_card', models.BooleanField(default=False)),
                    ('needs_count', models.BooleanField(default=False)),
                    ('seats_go', models.CharField(blank=True, choices=[('lottery', 'Undian di antara semua yang lolos'), ('floor', 'Nilai minimum, lalu undian'), ('merit', 'Nilai tertinggi'), ('first_come', 'Yang lebih dulu mendaftar')], max_length=10)),
                    ('created_at', models.DateTimeField()),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('frozen_at', models.DateTimeField(blank=True, null=True)),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='planning.stage')),
                ],
                options={
                    'ordering': ['-opens_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='call_closes_after_it_opens'), models.CheckConstraint(condition=models.Q(('minimum_age__range', (13, 60))), name='call_age_plausible'), models.CheckConstraint(condition=models.Q(('published_at__isnull', False), models.Q(('closed_at', None), ('frozen_at', None)), _connector='OR'), name='call_draft_is_neither_closed_nor_frozen'), models.CheckConstraint(condition=models.Q(('seats_go__in', ['', 'lottery', 'floor', 'merit', 'first_come'])), name='call_seats_go_known')],
                },
            ),
            migrations.CreateModel(
                name='FindRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('typed_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='applications.findrequest.typed')),
                    ('asked_at', models.DateTimeField(db_index=True)),
                ],
            ),
            migrations.CreateModel(
                name='Application',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('submission_id', models.UUIDField(unique=True)),
                    ('receipt', models.CharField(max_length=20, unique=True)),
                    ('state', models.CharField(choices=[('submitted', 'Menunggu diperiksa'), ('contested', 'NIK ganda'), ('correction', 'Menunggu perbaikan'), ('eligible', 'Memenuhi syarat'), ('refused', 'Ditolak'), ('withdrawn', 'Ditarik'), ('superseded', 'Digantikan')], max_length=12)),
                    ('name', models.CharField(max_length=100)),
                    ('nik_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='nik_lookup', lookup_place='', place='people.person.nik')),
                    ('nik_lookup', models.CharField(max_length=64)),
                    ('nik_prefix', models.CharField(max_length=6)),
                    ('flags', models.CharField(blank=True, max_length=100)),
                    ('birth_date', models.DateField()),
                    ('sex', models.CharField(choices=[('P', 'Perempuan'), ('L', 'Laki-laki')], max_length=1)),
                    ('phone', models.CharField(max_length=16)),
                    ('email', models.EmailField(blank=True, max_length=254)),
                    ('category', models.CharField(max_length=16)),
                    ('disability_need_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.application.disability_need')),
                    ('family_card_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='family_card_lookup', lookup_place='', place='applications.application.family_card')),
                    ('family_card_lookup', models.CharField(blank=True, max_length=64)),
                    ('channel_url', models.URLField(blank=True, max_length=300)),
                    ('motivation', models.TextField()),
                    ('own_answers_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.application.own_answers')),
                    ('language', models.CharField(default='id', max_length=2)),
                    ('link_version', models.PositiveSmallIntegerField(default=1)),
                    ('revision', models.PositiveSmallIntegerField(default=1)),
                    ('submitted_at', models.DateTimeField()),
                    ('changed_at', models.DateTimeField()),
                    ('frozen_at', models.DateTimeField(blank=True, null=True)),
                    ('erased_at', models.DateTimeField(blank=True, null=True)),
                    ('track', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='planning.track')),
                    ('village', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='foundation.region')),
                    ('call', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='applications.call')),
                ],
                options={
                    'ordering': ['submitted_at', 'pk'],
                    'indexes': [models.Index(fields=['call', 'state'], name='application_by_state'), models.Index(fields=['call', 'nik_lookup'], name='application_by_nik')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['contested', 'superseded', 'withdrawn']), _negated=True), fields=('call', 'nik_lookup'), name='application_one_live_a_person'), models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'contested', 'correction', 'eligible', 'refused', 'withdrawn', 'superseded'])), name='application_state_known'), models.CheckConstraint(condition=models.Q(('sex__in', ['P', 'L'])), name='application_sex_known'), models.CheckConstraint(condition=models.Q(('category', ''), _negated=True), name='application_category_told')],
                },
            ),
            migrations.CreateModel(
                name='CallChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('prolonged', 'Diperpanjang'), ('closed', 'Ditutup lebih awal'), ('reopened', 'Dibuka kembali')], max_length=10)),
                    ('before', models.DateTimeField()),
                    ('after', models.DateTimeField()),
                    ('reason', models.TextField()),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='applications.call')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['prolonged', 'closed', 'reopened'])), name='call_change_kind_known'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='call_change_says_why')],
                },
            ),
            migrations.CreateModel(
                name='CallLetter',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('moment', models.CharField(choices=[('receipt', 'Lamaran diterima'), ('correction', 'Perbaikan diminta'), ('decision', 'Keputusan penyaringan'), ('objection', 'Masa sanggah dimulai'), ('prolonged', 'Pendaftaran diperpanjang'), ('selected', 'Hasil: terpilih'), ('reserve', 'Hasil: cadangan'), ('postponed', 'Seleksi ditunda'), ('offer', 'Kursi ditawarkan'), ('reminder', 'Kursi belum dijawab')], max_length=12)),
                    ('version', models.PositiveSmallIntegerField()),
                    ('subject', models.CharField(max_length=200)),
                    ('subject_en', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('body_en', models.TextField()),
                    ('short', models.CharField(blank=True, max_length=480)),
                    ('short_en', models.CharField(blank=True, max_length=480)),
                    ('whatsapp', models.CharField(blank=True, max_length=100)),
                    ('whatsapp_fields', models.CharField(blank=True, max_length=300)),
                    ('written_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='applications.call')),
                ],
                options={
                    'ordering': ['call', 'moment', 'version'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'moment', 'version'), name='call_letter_version_once'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('call', 'moment'), name='call_letter_one_in_force'), models.CheckConstraint(condition=models.Q(('moment__in', ['receipt', 'correction', 'decision', 'objection', 'prolonged', 'selected', 'reserve', 'postponed', 'offer', 'reminder'])), name='call_letter_moment_known')],
                },
            ),
            migrations.CreateModel(
                name='CallTrack',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('seats', models.PositiveIntegerField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='call_tracks', to='applications.call')),
                    ('track', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_tracks', to='planning.track')),
                ],
                options={
                    'ordering': ['track_id'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'track'), name='call_track_once'), models.CheckConstraint(condition=models.Q(('seats', None), ('seats__gte', 1), _connector='OR'), name='call_track_has_a_seat')],
                },
            ),
            migrations.CreateModel(
                name='ConsentText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{1,29}$')])),
                    ('version', models.PositiveSmallIntegerField()),
                    ('text', models.TextField()),
                    ('text_en', models.TextField()),
                    ('digest', models.CharField(max_length=64)),
                    ('written_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consent_texts', to='applications.call')),
                ],
                options={
                    'ordering': ['call', 'key', 'version'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key', 'version'), name='consent_text_version_once'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('call', 'key'), name='consent_text_one_in_force')],
                },
            ),
            migrations.CreateModel(
                name='Consent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('given_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='applications.application')),
                    ('text', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='applications.consenttext')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('application', 'text'), name='consent_in_force_once')],
                },
            ),
            migrations.CreateModel(
                name='Draft',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=16, unique=True)),
                    ('typed_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='applications.draft.typed')),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('language', models.CharField(default='id', max_length=2)),
                    ('begun_at', models.DateTimeField()),
                    ('saved_at', models.DateTimeField()),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='applications.call')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='draft_version_counts_from_one')],
                },
            ),
            migrations.CreateModel(
                name='Guardianship',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=100)),
                    ('relation', models.CharField(choices=[('father', 'Ayah'), ('mother', 'Ibu'), ('guardian', 'Wali yang sah')], max_length=10)),
                    ('phone', models.CharField(max_length=16)),
                    ('named_at', models.DateTimeField()),
                    ('linked_at', models.DateTimeField(blank=True, null=True)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('given_at', models.DateTimeField(blank=True, null=True)),
                    ('given_how', models.CharField(blank=True, choices=[('here', 'Di gawai pelamar'), ('link', 'Lewat tautan'), ('paper', 'Di atas kertas')], max_length=8)),
                    ('paper_place', models.CharField(blank=True, max_length=200)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('ending', models.CharField(blank=True, choices=[('withdrawn', 'Ditarik wali'), ('replaced', 'Wali lain disebut')], max_length=10)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='applications.application')),
                    ('text', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='applications.consenttext')),
                ],
                options={
                    'ordering': ['named_at', 'pk'],
                    'indexes': [models.Index(fields=['linked_at'], name='guardianship_by_link')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('application',), name='guardianship_one_open_an_application'), models.CheckConstraint(condition=models.Q(('relation__in', ['father', 'mother', 'guardian'])), name='guardianship_relation_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_at', None), ('given_how', ''), ('text', None)), models.Q(('given_at__isnull', False), ('given_how__in', ['here', 'link', 'paper']), ('text__isnull', False)), _connector='OR'), name='guardianship_consent_whole'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ending', '')), models.Q(('ended_at__isnull', False), ('ending__in', ['withdrawn', 'replaced'])), _connector='OR'), name='guardianship_ending_whole'), models.CheckConstraint(condition=models.Q(models.Q(('given_how', 'paper'), _negated=True), models.Q(('paper_place', ''), _negated=True), _connector='OR'), name='guardianship_paper_lies_somewhere')],
                },
            ),
            migrations.CreateModel(
                name='ImportRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('table_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.importrun.table')),
                    ('settings', models.JSONField(default=dict)),
                    ('uploaded_at', models.DateTimeField()),
                    ('uploaded_by', models.CharField(max_length=200)),
                    ('imported_at', models.DateTimeField(blank=True, null=True)),
                    ('entered', models.PositiveIntegerField(default=0)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='applications.call')),
                ],
                options={
                    'ordering': ['-uploaded_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('imported_at', None), ('table_sealed', ''), _connector='OR'), name='import_run_leaves_no_table')],
                },
            ),
            migrations.CreateModel(
                name='InvitationCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('category', models.CharField(max_length=16)),
                    ('code_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='code_lookup', lookup_place='', place='applications.invitationcode.code')),
                    ('code_lookup', models.CharField(max_length=64, unique=True)),
                    ('note', models.CharField(blank=True, max_length=100)),
                    ('allowed', models.PositiveSmallIntegerField(default=1)),
                    ('uses', models.PositiveSmallIntegerField(default=0)),
                    ('made_at', models.DateTimeField()),
                    ('made_by', models.CharField(max_length=200)),
                    ('revoked_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitation_codes', to='applications.call')),
                ],
                options={
                    'ordering': ['category', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('uses__lte', models.F('allowed'))), name='invitation_code_not_overused'), models.CheckConstraint(condition=models.Q(('allowed__range', (1, 1000))), name='invitation_code_uses_plausible')],
                },
            ),
            migrations.CreateModel(
                name='InvitationUse',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('used_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitation_uses', to='applications.application')),
                    ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='used', to='applications.invitationcode')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('code', 'application'), name='invitation_use_once')],
                },
            ),
            migrations.CreateModel(
                name='LegalHold',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=500)),
                    ('placed_at', models.DateTimeField()),
                    ('placed_by', models.CharField(max_length=200)),
                    ('lifted_at', models.DateTimeField(blank=True, null=True)),
                    ('lifted_by', models.CharField(blank=True, max_length=200)),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='applications.application')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='planning.programme')),
                ],
                options={
                    'ordering': ['placed_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='legal_hold_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', '')), models.Q(('lifted_at__isnull', False), models.Q(('lifted_by', ''), _negated=True)), _connector='OR'), name='legal_hold_lifted_by_someone')],
                },
            ),
            migrations.CreateModel(
                name='Looking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField(db_index=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lookers', to='applications.application')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('application', 'account'), name='looking_once_an_account')],
                },
            ),
            migrations.CreateModel(
                name='Note',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('written_at', models.DateTimeField()),
                    ('written_by', models.CharField(max_length=200)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='applications.application')),
                ],
                options={
                    'ordering': ['written_at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Question',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=30, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]{1,29}$')])),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('short', 'Jawaban pendek'), ('long', 'Jawaban panjang'), ('one', 'Pilihan, satu saja'), ('several', 'Pilihan, boleh beberapa'), ('number', 'Angka'), ('date', 'Tanggal'), ('link', 'Tautan'), ('file', 'Berkas')], max_length=8)),
                    ('label', models.CharField(max_length=200)),
                    ('label_en', models.CharField(max_length=200)),
                    ('help_text', models.CharField(blank=True, max_length=300)),
                    ('help_text_en', models.CharField(blank=True, max_length=300)),
                    ('is_required', models.BooleanField(default=False)),
                    ('options', models.JSONField(blank=True, default=list)),
                    ('if_key', models.CharField(blank=True, max_length=30)),
                    ('if_value', models.CharField(blank=True, max_length=100)),
                    ('written_at', models.DateTimeField()),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='applications.call')),
                ],
                options={
                    'ordering': ['call', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'key', 'version'), name='question_version_once'), models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('call', 'key'), name='question_one_in_force'), models.CheckConstraint(condition=models.Q(('kind__in', ['short', 'long', 'one', 'several', 'number', 'date', 'link', 'file'])), name='question_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('if_key', ''), ('if_value', '')), models.Q(models.Q(('if_key', ''), _negated=True), models.Q(('if_value', ''), _negated=True)), _connector='OR'), name='question_condition_whole')],
                },
            ),
            migrations.CreateModel(
                name='AnswerFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token', models.CharField(max_length=43, unique=True)),
                    ('uploaded_at', models.DateTimeField(db_index=True)),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer_files', to='applications.application')),
                    ('draft', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answer_files', to='applications.draft')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='applications.question')),
                ],
            ),
            migrations.CreateModel(
                name='RightsRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('correction', 'Perbaiki data'), ('erasure', 'Hapus data'), ('objection', 'Keberatan atas pemrosesan')], max_length=10)),
                    ('text_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.rightsrequest.text')),
                    ('state', models.CharField(choices=[('asked', 'Menunggu jawaban'), ('answered', 'Dijawab')], default='asked', max_length=8)),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('clock_basis', models.CharField(max_length=300)),
                    ('outcome', models.CharField(blank=True, choices=[('granted', 'Dikabulkan seluruhnya'), ('partly', 'Dikabulkan sebagian'), ('refused', 'Ditolak')], max_length=7)),
                    ('answer_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.rightsrequest.answer')),
                    ('basis', models.CharField(blank=True, max_length=300)),
                    ('reach_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.rightsrequest.reach')),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, max_length=200)),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to=settings.AUTH_USER_MODEL)),
                    ('application', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to='applications.application')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rights_requests', to='planning.programme')),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'indexes': [models.Index(fields=['programme', 'state', 'due_at'], name='rights_request_by_clock')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['correction', 'erasure', 'objection'])), name='rights_kind_known'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'answered'])), name='rights_state_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'granted', 'partly', 'refused'])), name='rights_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('account', None), ('application__isnull', False)), models.Q(('account__isnull', False), ('application', None)), _connector='OR'), name='rights_asked_by_one'), models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='rights_due_later'), models.CheckConstraint(condition=models.Q(models.Q(('answer_sealed', ''), ('answered_at', None), ('answered_by', ''), ('basis', ''), ('outcome', ''), ('state', 'asked')), models.Q(('answered_at__isnull', False), ('state', 'answered'), models.Q(('outcome', ''), _negated=True), models.Q(('answered_by', ''), _negated=True)), _connector='OR'), name='rights_answered_as_a_whole'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ['partly', 'refused']), _negated=True), models.Q(('basis', ''), _negated=True), _connector='OR'), name='rights_refused_on_a_ground'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('application', 'kind'), name='rights_one_waits_an_application'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('account', 'programme', 'kind'), name='rights_one_waits_an_account')],
                },
            ),
            migrations.CreateModel(
                name='SavedView',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=60)),
                    ('address', models.CharField(blank=True, max_length=600)),
                    ('saved_by', models.CharField(max_length=200)),
                    ('saved_at', models.DateTimeField()),
                    ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saved_views', to='planning.programme')),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'owner', 'name'), name='saved_view_own_name_once'), models.UniqueConstraint(condition=models.Q(('owner', None)), fields=('programme', 'name'), name='saved_view_shared_name_once')],
                },
            ),
            migrations.CreateModel(
                name='SecondOpinion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asked_by', models.CharField(max_length=200)),
                    ('asked_at', models.DateTimeField()),
                    ('question', models.TextField(blank=True)),
                    ('revision', models.PositiveSmallIntegerField()),
                    ('verdict', models.CharField(blank=True, choices=[('accept', 'Sebaiknya diterima'), ('ask', 'Sebaiknya diminta diperbaiki'), ('refuse', 'Sebaiknya ditolak'), ('unsure', 'Belum yakin')], max_length=8)),
                    ('text', models.TextField(blank=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='applications.application')),
                    ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions_asked', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None), ('taken_back_at', None)), fields=('application',), name='second_opinion_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('verdict', '')), models.Q(('answered_at__isnull', False), ('taken_back_at', None), ('verdict__in', ['accept', 'ask', 'refuse', 'unsure'])), _connector='OR'), name='second_opinion_answered_once')],
                },
            ),
            migrations.CreateModel(
                name='Correction',
                fields=[
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='correction', serialize=False, to='applications.application')),
                    ('asked_at', models.DateTimeField()),
                    ('due_at', models.DateTimeField()),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('lapsed_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'indexes': [models.Index(fields=['due_at'], name='correction_by_due')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='correction_due_after_it_is_asked')],
                },
            ),
            migrations.CreateModel(
                name='OfficeEntry',
                fields=[
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='office_entry', serialize=False, to='applications.application')),
                    ('way', models.CharField(choices=[('counter', 'Di loket'), ('import', 'Dari daftar')], max_length=8)),
                    ('entered_by', models.CharField(max_length=200)),
                    ('entered_at', models.DateTimeField()),
                    ('consented', models.CharField(choices=[('scan', 'Di kertas, dipindai'), ('shelf', 'Di kertas, disimpan'), ('form', 'Di formulir lain')], max_length=8)),
                    ('consent_place', models.CharField(blank=True, max_length=200)),
                    ('signed_on', models.DateField(blank=True, null=True)),
                    ('tell_by', models.CharField(choices=[('phone', 'Lewat ponsel atau email'), ('letter', 'Dengan surat ke alamatnya'), ('office', 'Datang bertanya ke kantor')], default='phone', max_length=8)),
                    ('address_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='applications.officeentry.postal_address')),
                    ('row', models.PositiveIntegerField(blank=True, null=True)),
                    ('row_digest', models.CharField(blank=True, max_length=64)),
                    ('consent_scan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('import_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='applications.importrun')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('way__in', ['counter', 'import'])), name='office_entry_way_known'), models.CheckConstraint(condition=models.Q(('consented__in', ['scan', 'shelf', 'form'])), name='office_entry_consent_known'), models.CheckConstraint(condition=models.Q(('tell_by__in', ['phone', 'letter', 'office'])), name='office_entry_telling_known'), models.CheckConstraint(condition=models.Q(('consent_scan__isnull', False), models.Q(('consent_place', ''), _negated=True), _connector='OR'), name='office_entry_consent_is_somewhere')],
                },
            ),
            migrations.CreateModel(
                name='ApplicationEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(choices=[('submit', 'Lamaran dikirim'), ('edit', 'Lamaran diubah'), ('withdraw', 'Lamaran ditarik'), ('return', 'Lamaran diajukan kembali'), ('accept', 'Dinyatakan memenuhi syarat'), ('ask', 'Perbaikan diminta'), ('refuse', 'Lamaran ditolak'), ('admit', 'Sanggahan dikabulkan'), ('reopen', 'Dikembalikan untuk diperiksa'), ('settle', 'KTP ditunjukkan di loket'), ('supersede', 'Digantikan lamaran lain'), ('reissue', 'Tautan rahasia diterbitkan ulang'), ('identify', 'KTP ditunjukkan, data orang diperbarui'), ('correct', 'Data diperbaiki atas permintaan'), ('erase', 'Data pribadi dihapus'), ('lapse', 'Tenggat perbaikan lewat'), ('guardian', 'Wali disebut'), ('consent', 'Wali menyetujui'), ('unconsent', 'Wali menarik persetujuan')], max_length=12)),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('by_kind', models.CharField(max_length=16)),
                    ('from_state', models.CharField(blank=True, choices=[('submitted', 'Menunggu diperiksa'), ('contested', 'NIK ganda'), ('correction', 'Menunggu perbaikan'), ('eligible', 'Memenuhi syarat'), ('refused', 'Ditolak'), ('withdrawn', 'Ditarik'), ('superseded', 'Digantikan')], max_length=12)),
                    ('to_state', models.CharField(choices=[('submitted', 'Menunggu diperiksa'), ('contested', 'NIK ganda'), ('correction', 'Menunggu perbaikan'), ('eligible', 'Memenuhi syarat'), ('refused', 'Ditolak'), ('withdrawn', 'Ditarik'), ('superseded', 'Digantikan')], max_length=12)),
                    ('reason', models.TextField(blank=True)),
                    ('application', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='applications.application')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'indexes': [models.Index(fields=['application', 'at'], name='application_event_in_order')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['submit', 'edit', 'withdraw', 'return', 'accept', 'ask', 'refuse', 'admit', 'reopen', 'settle', 'supersede', 'reissue', 'identify', 'correct', 'erase', 'lapse', 'guardian', 'consent', 'unconsent'])), name='application_event_act_known'), models.CheckConstraint(condition=models.Q(('to_state__in', ['submitted', 'contested', 'correction', 'eligible', 'refused', 'withdrawn', 'superseded'])), name='application_event_state_known')],
                },
            ),
            migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('act', models.CharField(max_length=12)),
                    ('outcomes', models.JSONField()),
                    ('decided_at', models.DateTimeField()),
                    ('decided_by', models.CharField(max_length=200)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='screening_batches', to='planning.programme')),
                ],
                options={
                    'ordering': ['-decided_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('act__in', ['accept', 'ask', 'refuse', 'reopen'])), name='batch_act_known')],
                },
            ),
            migrations.CreateModel(
                name='ScreeningTerms',
                fields=[
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='screening_terms', serialize=False, to='applications.call')),
                    ('correction_days', models.PositiveSmallIntegerField(default=7)),
                    ('two_refuse', models.BooleanField(default=False)),
                    ('guardian_first', models.BooleanField(default=True)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('correction_days__range', (1, 60))), name='screening_terms_days_plausible')],
                },
            ),
        ]),
        migrations.RunPython(without_a_needless_index, migrations.RunPython.noop, elidable=False),
    ]
