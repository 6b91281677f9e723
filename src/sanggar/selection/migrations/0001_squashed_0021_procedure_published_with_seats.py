import datetime
from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.db.models.functions.text

from sanggar.foundation.first_tables import FirstTables
from sanggar.selection.models import decree_triggers


def protect(apps, schema_editor):
    """The triggers by which a numbered decree stays as it is."""
    for statement in decree_triggers.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in decree_triggers.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):

    replaces = [
        ('selection', '0001_squashed_0017_a_change_departs'),
        ('selection', '0018_rubric_changes'),
        ('selection', '0019_waiting_and_confirming'),
        ('selection', '0020_seats_of_the_stage'),
        ('selection', '0021_procedure_published_with_seats'),
    ]

    initial = True

    dependencies = [
        ('applications', '0001_squashed_0016_fewer_indexes'),
        ('foundation', '0001_squashed_0007_small_rate_windows'),
        ('people', '0001_squashed_0003_terms_and_erasing'),
        ('planning', '0001_squashed_0003_revived_meetings'),
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='Criterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('hint', models.CharField(blank=True, max_length=300)),
                    ('weight', models.PositiveSmallIntegerField()),
                    ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='selection.rubric')),
                ],
                options={
                    'ordering': ['rubric', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('rubric', 'ordinal'), name='criterion_place_once'), models.UniqueConstraint(fields=('rubric', 'name'), name='criterion_name_once'), models.CheckConstraint(condition=models.Q(('weight__range', (1, 100))), name='criterion_weight_plausible'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='criterion_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='ReviewCorrection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('reason', models.CharField(max_length=300)),
                    ('others_done', models.PositiveSmallIntegerField()),
                    ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='selection.reviewtask')),
                ],
                options={
                    'ordering': ['task', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('task', 'ordinal'), name='review_correction_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='review_correction_has_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='Decree',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('draft', 'Rancangan'), ('numbered', 'Bernomor, belum ditandatangani'), ('signed', 'Salinan bertanda tangan tersimpan')], default='draft', max_length=8)),
                    ('revision', models.PositiveSmallIntegerField(default=1)),
                    ('about', models.CharField(max_length=2000)),
                    ('considering', models.JSONField()),
                    ('legal_bases', models.JSONField()),
                    ('noting', models.JSONField(default=list)),
                    ('orders', models.JSONField()),
                    ('copies', models.JSONField(default=list)),
                    ('place', models.CharField(max_length=80)),
                    ('signer_title', models.CharField(max_length=200)),
                    ('signer_name', models.CharField(max_length=120)),
                    ('signer_rank', models.CharField(blank=True, max_length=80)),
                    ('signer_nip', models.CharField(blank=True, max_length=18)),
                    ('drafted_at', models.DateTimeField()),
                    ('drafted_by', models.CharField(max_length=200)),
                    ('number', models.CharField(blank=True, max_length=100)),
                    ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('dated_on', models.DateField(blank=True, null=True)),
                    ('annex', models.JSONField(blank=True, null=True)),
                    ('numbered_at', models.DateTimeField(blank=True, null=True)),
                    ('numbered_by', models.CharField(blank=True, max_length=200)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decrees', to='people.organisation')),
                    ('pdf', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decrees', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'ordinal'), name='decree_ordinal_once_for_draw'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('draw',), name='decree_one_draft_for_draw'), models.UniqueConstraint(models.F('organisation'), models.F('year'), django.db.models.functions.text.Lower('number'), condition=models.Q(('state', 'draft'), _negated=True), name='decree_number_once_a_year'), models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'numbered', 'signed'])), name='decree_state_known'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='decree_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'draft'), ('annex__isnull', True), ('dated_on', None), ('number', ''), ('numbered_at', None), ('pdf', None), ('year', None), ('numbered_by', '')), models.Q(models.Q(('state', 'draft'), _negated=True), ('annex__isnull', False), ('dated_on__isnull', False), ('pdf__isnull', False), ('year__range', (2000, 2100)), ('numbered_at__isnull', False), models.Q(('number', ''), _negated=True), models.Q(('numbered_by', ''), _negated=True)), _connector='OR'), name='decree_numbered_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='DecreeEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, max_length=8)),
                    ('to_state', models.CharField(max_length=8)),
                    ('decree', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='selection.decree')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Draw',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('public_id', models.SlugField(max_length=80, unique=True)),
                    ('state', models.CharField(choices=[('frozen', 'Daftar dibekukan'), ('seeded', 'Angka acak tercatat'), ('drawn', 'Hasil sudah ada'), ('published', 'Hasil diumumkan')], default='frozen', max_length=10)),
                    ('rule', models.CharField(choices=[('lottery', 'Undian di antara semua yang lolos'), ('floor', 'Nilai minimum, lalu undian'), ('merit', 'Nilai tertinggi'), ('first_come', 'Yang lebih dulu mendaftar')], default='lottery', max_length=10)),
                    ('quotas', models.JSONField(blank=True, default=dict)),
                    ('hidden', models.JSONField(blank=True, default=list)),
                    ('numbered', models.BooleanField(default=False)),
                    ('one_per_household', models.BooleanField(default=False)),
                    ('revision', models.PositiveSmallIntegerField(default=1)),
                    ('objections_until', models.DateTimeField(blank=True, null=True)),
                    ('answering_hours', models.PositiveSmallIntegerField(default=12)),
                    ('seats', models.PositiveIntegerField()),
                    ('entrants', models.PositiveIntegerField()),
                    ('list_digest', models.CharField(max_length=64)),
                    ('lottery_digest', models.CharField(blank=True, max_length=64)),
                    ('lottery', models.TextField(blank=True)),
                    ('values_digest', models.CharField(blank=True, max_length=64)),
                    ('source_kind', models.CharField(blank=True, choices=[('drand', 'Angka acak umum (drand)'), ('dice', 'Dadu bersisi sepuluh')], max_length=5)),
                    ('drand_round', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('announced_for', models.DateTimeField(blank=True, null=True)),
                    ('venue', models.CharField(blank=True, max_length=200)),
                    ('source_value', models.CharField(blank=True, max_length=200)),
                    ('signature', models.CharField(blank=True, max_length=192)),
                    ('seed', models.CharField(blank=True, max_length=64)),
                    ('bundle', models.TextField(blank=True)),
                    ('frozen_at', models.DateTimeField()),
                    ('frozen_by', models.CharField(max_length=200)),
                    ('seeded_at', models.DateTimeField(blank=True, null=True)),
                    ('drawn_at', models.DateTimeField(blank=True, null=True)),
                    ('drawn_by', models.CharField(blank=True, max_length=200)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('published_by', models.CharField(blank=True, max_length=200)),
                    ('offers_opened_at', models.DateTimeField(blank=True, null=True)),
                    ('results_sent_at', models.DateTimeField(blank=True, null=True)),
                    ('reserve_hours', models.PositiveSmallIntegerField(default=48)),
                    ('call_up_until', models.DateTimeField(blank=True, null=True)),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='draw', to='applications.call')),
                ],
                options={
                    'ordering': ['-frozen_at'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['frozen', 'seeded', 'drawn', 'published'])), name='draw_state_known'), models.CheckConstraint(condition=models.Q(('entrants__gte', 1), ('seats__gte', 1)), name='draw_has_seats_and_people'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('rule', 'first_come'), _negated=True), ('drand_round__isnull', False), ('source_kind', 'drand')), models.Q(models.Q(('rule', 'first_come'), _negated=True), ('drand_round', None), ('signature', ''), ('source_kind', 'dice')), models.Q(('rule__in', ('merit', 'first_come')), ('source_kind', ''), ('drand_round', None), ('seed', ''), ('signature', '')), _connector='OR'), name='draw_source_fixed'), models.CheckConstraint(condition=models.Q(('one_per_household', False), models.Q(('rule__in', ('lottery', 'floor')), ('hidden', [])), _connector='OR'), name='draw_households_are_not_sealed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'frozen'), ('seed', ''), ('seeded_at', None), ('source_value', '')), models.Q(models.Q(('state', 'frozen'), _negated=True), models.Q(('source_kind', ''), _negated=True), models.Q(('seed', ''), _negated=True), models.Q(('source_value', ''), _negated=True), ('seeded_at__isnull', False)), models.Q(('source_kind', ''), models.Q(('state', 'seeded'), _negated=True)), _connector='OR'), name='draw_seed_only_after_freeze'), models.CheckConstraint(condition=models.Q(('state', 'frozen'), models.Q(('rule__in', ('lottery', 'floor')), _negated=True), models.Q(models.Q(('lottery', ''), _negated=True), models.Q(('lottery_digest', ''), _negated=True)), _connector='OR'), name='draw_seed_only_after_lottery'), models.CheckConstraint(condition=models.Q(('state', 'frozen'), ('rule__in', ('lottery', 'floor')), ('source_kind', ''), models.Q(('values_digest', ''), _negated=True), _connector='OR'), name='draw_seed_only_after_marks'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('frozen', 'seeded')), ('bundle', ''), ('drawn_at', None)), models.Q(models.Q(('state__in', ('frozen', 'seeded')), _negated=True), models.Q(('bundle', ''), _negated=True), ('drawn_at__isnull', False)), _connector='OR'), name='draw_result_only_after_seed'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('offers_opened_at', None), ('published_at', None)), _connector='OR'), name='draw_offers_only_after_publication'), models.CheckConstraint(condition=models.Q(('reserve_hours__range', (1, 720))), name='draw_reserve_hours_plausible')],
                },
            ),
            migrations.CreateModel(
                name='DiceEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('attempt', models.PositiveSmallIntegerField()),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('digits', models.CharField(max_length=200)),
                    ('at', models.DateTimeField()),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dice_entries', to=settings.AUTH_USER_MODEL)),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dice_entries', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'attempt', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'attempt', 'ordinal'), name='dice_entered_twice_an_attempt'), models.UniqueConstraint(fields=('draw', 'attempt', 'account'), name='dice_entered_by_two_people'), models.CheckConstraint(condition=models.Q(('ordinal__in', (1, 2))), name='dice_entry_first_or_second')],
                },
            ),
            migrations.CreateModel(
                name='DrawEntry',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.CharField(max_length=32, unique=True)),
                    ('stratum', models.CharField(blank=True, max_length=30)),
                    ('household', models.CharField(blank=True, max_length=32)),
                    ('outcome', models.CharField(blank=True, choices=[('selected', 'Terpilih'), ('reserve', 'Cadangan')], max_length=8)),
                    ('position', models.PositiveIntegerField(blank=True, null=True)),
                    ('chance', models.DecimalField(blank=True, decimal_places=12, max_digits=13, null=True)),
                    ('mark', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                    ('step', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('letter_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draw_entries', to='applications.application')),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'application'), name='draw_entry_once_for_application'), models.UniqueConstraint(condition=models.Q(('outcome', ''), _negated=True), fields=('draw', 'stratum', 'outcome', 'position'), name='draw_entry_position_once'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('position', None)), models.Q(('outcome__in', ['selected', 'reserve']), ('position__gte', 1)), _connector='OR'), name='draw_entry_outcome_has_position')],
                },
            ),
            migrations.CreateModel(
                name='DrawEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, max_length=10)),
                    ('to_state', models.CharField(max_length=10)),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='selection.draw')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='DrawStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('left', models.JSONField()),
                    ('selected', models.JSONField()),
                    ('seed', models.CharField(max_length=64)),
                    ('lottery_digest', models.CharField(max_length=64)),
                    ('relaxed', models.JSONField(blank=True, default=dict)),
                    ('reason', models.CharField(blank=True, max_length=1000)),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_steps', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'number'), name='draw_step_once'), models.CheckConstraint(condition=models.Q(('relaxed', {}), models.Q(('reason', ''), _negated=True), _connector='OR'), name='draw_step_relaxed_with_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='FloorMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('mark', models.DecimalField(decimal_places=2, max_digits=6)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_marks', to='applications.application')),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='floor_marks', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'application'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'application'), name='floor_mark_once')],
                },
            ),
            migrations.CreateModel(
                name='FrozenList',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('revision', models.PositiveSmallIntegerField()),
                    ('list_digest', models.CharField(max_length=64)),
                    ('entrants', models.PositiveIntegerField()),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('reason', models.CharField(blank=True, max_length=1000)),
                    ('document', models.TextField(blank=True)),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lists', to='selection.draw')),
                ],
                options={
                    'ordering': ['draw', 'revision'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'revision'), name='frozen_list_revision_once'), models.CheckConstraint(condition=models.Q(('revision', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='frozen_list_replaced_with_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='Level',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='selection.criterion')),
                ],
                options={
                    'ordering': ['criterion', '-points'],
                    'constraints': [models.UniqueConstraint(fields=('criterion', 'points'), name='level_points_once'), models.CheckConstraint(condition=models.Q(('points__range', (0, 10))), name='level_points_plausible'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='level_says_what_earns_it')],
                },
            ),
            migrations.CreateModel(
                name='LotteryWork',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('doing', models.CharField(blank=True, max_length=20)),
                    ('done', models.PositiveIntegerField(default=0)),
                    ('of', models.PositiveIntegerField(default=0)),
                    ('asked_at', models.DateTimeField()),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('fault', models.CharField(blank=True, max_length=30)),
                    ('clashes', models.JSONField(blank=True, default=list)),
                    ('fewer_seats', models.PositiveIntegerField(blank=True, null=True)),
                    ('limit_alone', models.BooleanField(default=False)),
                    ('cancelled_by', models.CharField(blank=True, max_length=200)),
                    ('draw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='selection.draw')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('fault', 'cancelled'), models.Q(('cancelled_by', ''), _negated=True)), models.Q(models.Q(('fault', 'cancelled'), _negated=True), ('cancelled_by', '')), _connector='OR'), name='lottery_work_cancelled_by_someone')],
                },
            ),
            migrations.CreateModel(
                name='Objection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=2000)),
                    ('state', models.CharField(choices=[('open', 'Menunggu jawaban'), ('upheld', 'Dikabulkan'), ('rejected', 'Tidak dikabulkan')], default='open', max_length=8)),
                    ('at', models.DateTimeField()),
                    ('readings', models.PositiveSmallIntegerField(default=0)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('mark_before', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                    ('mark_after', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                    ('answer', models.CharField(blank=True, max_length=2000)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='objections_answered', to=settings.AUTH_USER_MODEL)),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='applications.application')),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='selection.draw')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['open', 'upheld', 'rejected'])), name='objection_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='objection_answered_by_someone'), models.CheckConstraint(condition=models.Q(('state', 'upheld'), models.Q(('readings', 0), ('settled_at', None)), _connector='OR'), name='objection_settled_once_upheld'), models.CheckConstraint(condition=models.Q(('mark_after', None), ('settled_at__isnull', False), _connector='OR'), name='objection_read_again_once_settled')],
                },
            ),
            migrations.CreateModel(
                name='Offer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('open', 'Menunggu jawaban'), ('accepted', 'Diterima'), ('declined', 'Ditolak'), ('expired', 'Lewat tenggat'), ('withdrawn', 'Ditarik'), ('no_show', 'Tidak datang')], default='open', max_length=10)),
                    ('deadline', models.DateTimeField()),
                    ('offered_at', models.DateTimeField()),
                    ('class_wanted_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('letter_at', models.DateTimeField(blank=True, null=True)),
                    ('reached_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='applications.application')),
                    ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='offer', to='selection.drawentry')),
                    ('reached_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='offers_reached', to=settings.AUTH_USER_MODEL)),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='planning.stage')),
                ],
                options={
                    'ordering': ['deadline', 'pk'],
                    'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['deadline'], name='offer_open_by_deadline')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('open', 'accepted'))), fields=('application',), name='offer_one_live_for_application'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined', 'expired', 'withdrawn', 'no_show'])), name='offer_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('reached_at', None), ('reached_by', None)), models.Q(('reached_at__isnull', False), ('reached_by__isnull', False)), _connector='OR'), name='offer_reached_by_someone'), models.CheckConstraint(condition=models.Q(('deadline__gt', models.F('offered_at'))), name='offer_deadline_ahead')],
                },
            ),
            migrations.CreateModel(
                name='OfferEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('by_kind', models.CharField(max_length=16)),
                    ('from_state', models.CharField(blank=True, max_length=10)),
                    ('to_state', models.CharField(max_length=10)),
                    ('reason', models.CharField(blank=True, max_length=1000)),
                    ('offer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='selection.offer')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Procedure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rule', models.CharField(choices=[('lottery', 'Undian di antara semua yang lolos'), ('floor', 'Nilai minimum, lalu undian'), ('merit', 'Nilai tertinggi'), ('first_come', 'Yang lebih dulu mendaftar')], default='lottery', max_length=10)),
                    ('floor', models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                    ('quotas', models.JSONField(blank=True, default=dict)),
                    ('numbered', models.BooleanField(default=False)),
                    ('one_per_household', models.BooleanField(default=False)),
                    ('source_kind', models.CharField(blank=True, choices=[('drand', 'Angka acak umum (drand)'), ('dice', 'Dadu bersisi sepuluh')], max_length=5)),
                    ('draw_at', models.DateTimeField(blank=True, null=True)),
                    ('venue', models.CharField(blank=True, max_length=200)),
                    ('seats', models.PositiveIntegerField(blank=True, null=True)),
                    ('stage_seats', models.PositiveIntegerField(blank=True, null=True)),
                    ('objection_days', models.PositiveSmallIntegerField(default=3)),
                    ('answering_hours', models.PositiveSmallIntegerField(default=12)),
                    ('deadline_time', models.TimeField(default=datetime.time(16, 0))),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('published_by', models.CharField(blank=True, max_length=200)),
                    ('late_reason', models.CharField(blank=True, max_length=1000)),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='procedure', to='applications.call')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('rule__in', ['lottery', 'floor', 'merit', 'first_come'])), name='procedure_rule_known'), models.CheckConstraint(condition=models.Q(models.Q(('floor__isnull', False), ('rule', 'floor')), models.Q(models.Q(('rule', 'floor'), _negated=True), ('floor', None)), _connector='OR'), name='procedure_floor_where_there_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('rule__in', ('lottery', 'floor')), ('source_kind__in', ['drand', 'dice'])), models.Q(('numbered', False), ('rule', 'merit'), ('source_kind__in', ['', 'drand', 'dice'])), models.Q(('numbered', False), ('rule', 'first_come'), ('source_kind', '')), _connector='OR'), name='procedure_lottery_has_a_source'), models.CheckConstraint(condition=models.Q(('rule__in', ('lottery', 'floor')), ('one_per_household', False), _connector='OR'), name='procedure_households_are_drawn'), models.CheckConstraint(condition=models.Q(models.Q(('source_kind', 'drand'), _negated=True), ('draw_at__isnull', False), _connector='OR'), name='procedure_round_has_a_time'), models.CheckConstraint(condition=models.Q(('objection_days__lte', 30)), name='procedure_objection_days_plausible'), models.CheckConstraint(condition=models.Q(('deadline_time__range', (datetime.time(8, 0), datetime.time(21, 0)))), name='procedure_deadline_at_a_civil_hour'), models.CheckConstraint(condition=models.Q(('published_at', None), ('stage_seats__isnull', False), _connector='OR'), name='procedure_published_with_seats'), models.CheckConstraint(condition=models.Q(('seats', None), ('seats__gte', 1), _connector='OR'), name='procedure_draws_a_seat'), models.CheckConstraint(condition=models.Q(('answering_hours__range', (1, 240))), name='procedure_answering_hours_plausible')],
                },
            ),
            migrations.CreateModel(
                name='ProcedureChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('reason', models.CharField(max_length=1000)),
                    ('before', models.JSONField()),
                    ('after', models.JSONField()),
                    ('departs', models.BooleanField(default=False)),
                    ('confirmed_by', models.CharField(blank=True, max_length=200)),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='selection.procedure')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='procedure_change_has_a_reason'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='procedure_change_changes')],
                },
            ),
            migrations.CreateModel(
                name='Postponement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('from_at', models.DateTimeField(blank=True, null=True)),
                    ('to_at', models.DateTimeField()),
                    ('from_round', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('to_round', models.PositiveBigIntegerField(blank=True, null=True)),
                    ('letters_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='postponements', to='selection.draw')),
                    ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='postponement', to='selection.procedurechange')),
                ],
                options={
                    'ordering': ['draw', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('draw', 'number'), name='postponement_once'), models.CheckConstraint(condition=models.Q(('from_at', None), ('to_at__gt', models.F('from_at')), _connector='OR'), name='postponement_is_later'), models.CheckConstraint(condition=models.Q(models.Q(('from_round', None), ('to_round', None)), ('to_round__gt', models.F('from_round')), _connector='OR'), name='postponement_names_a_later_round')],
                },
            ),
            migrations.CreateModel(
                name='ProposedChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('reason', models.CharField(max_length=1000)),
                    ('before', models.JSONField()),
                    ('after', models.JSONField()),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposed_changes', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='confirmed_changes', to=settings.AUTH_USER_MODEL)),
                    ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='selection.procedure')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('procedure',), name='proposed_change_waits_alone'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='proposed_change_has_a_reason'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('settled_at__isnull', False), _connector='OR'), name='proposed_change_confirmed_is_settled'), models.CheckConstraint(condition=models.Q(('confirmed_by', None), ('account', None), models.Q(('confirmed_by', models.F('account')), _negated=True), _connector='OR'), name='proposed_change_confirmed_by_another')],
                },
            ),
            migrations.CreateModel(
                name='ReserveSearch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('asked_at', models.DateTimeField()),
                    ('deadline', models.DateTimeField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('is_clash', models.BooleanField(default=False)),
                    ('draw', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='search', to='selection.draw')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['asked_at'], name='reserve_search_running')],
                },
            ),
            migrations.CreateModel(
                name='ReplacedScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='selection.criterion')),
                    ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='selection.level')),
                    ('correction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replaced', to='selection.reviewcorrection')),
                ],
                options={
                    'ordering': ['correction', 'criterion__ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('correction', 'criterion'), name='replaced_score_once')],
                },
            ),
            migrations.CreateModel(
                name='Reviewer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('capacity', models.PositiveSmallIntegerField()),
                    ('active', models.BooleanField(default=True)),
                    ('appointed_at', models.DateTimeField()),
                    ('appointed_by', models.CharField(max_length=200)),
                    ('declared_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewer_places', to=settings.AUTH_USER_MODEL)),
                    ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviewers', to='applications.call')),
                ],
                options={
                    'ordering': ['account__name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('call', 'account'), name='reviewer_once_in_call'), models.CheckConstraint(condition=models.Q(('capacity__range', (1, 5000))), name='reviewer_capacity_plausible')],
                },
            ),
            migrations.CreateModel(
                name='Conflict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('declared_at', models.DateTimeField()),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='applications.application')),
                    ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='selection.reviewer')),
                ],
                options={
                    'ordering': ['declared_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('reviewer', 'application'), name='conflict_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='conflict_has_a_reason')],
                },
            ),
            migrations.CreateModel(
                name='ReviewTask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('revision', models.PositiveSmallIntegerField()),
                    ('state', models.CharField(choices=[('assigned', 'Belum dimulai'), ('begun', 'Sedang dinilai'), ('done', 'Selesai'), ('withdrawn', 'Dialihkan')], default='assigned', max_length=10)),
                    ('is_third', models.BooleanField(default=False)),
                    ('assigned_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_tasks', to='applications.application')),
                    ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='selection.reviewer')),
                ],
                options={
                    'ordering': ['reviewer', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('reviewer', 'ordinal'), name='review_number_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('assigned', 'begun', 'done'))), fields=('reviewer', 'application'), name='review_once_by_reviewer'), models.UniqueConstraint(condition=models.Q(('is_third', True), ('state__in', ('assigned', 'begun', 'done'))), fields=('application',), name='review_one_third_reader'), models.CheckConstraint(condition=models.Q(('state__in', ['assigned', 'begun', 'done', 'withdrawn'])), name='review_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state', 'done')), models.Q(('finished_at', None), ('state__in', ('assigned', 'begun'))), ('state', 'withdrawn'), _connector='OR'), name='review_finished_when_done'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('finished_at__gte', models.F('assigned_at')), _connector='OR'), name='review_ends_after_start')],
                },
            ),
            migrations.CreateModel(
                name='ReviewTaskEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, choices=[('assigned', 'Belum dimulai'), ('begun', 'Sedang dinilai'), ('done', 'Selesai'), ('withdrawn', 'Dialihkan')], max_length=10)),
                    ('to_state', models.CharField(choices=[('assigned', 'Belum dimulai'), ('begun', 'Sedang dinilai'), ('done', 'Selesai'), ('withdrawn', 'Dialihkan')], max_length=10)),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='selection.reviewtask')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Rubric',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('shows_link', models.BooleanField(default=False)),
                    ('readers', models.PositiveSmallIntegerField(default=2)),
                    ('threshold', models.PositiveSmallIntegerField(default=25)),
                    ('written_at', models.DateTimeField()),
                    ('written_by', models.CharField(max_length=200)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('call', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='rubric', to='applications.call')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('readers__range', (2, 5))), name='rubric_has_two_readers'), models.CheckConstraint(condition=models.Q(('threshold__range', (1, 100))), name='rubric_threshold_of_a_hundred'), models.CheckConstraint(condition=models.Q(('locked_at', None), ('published_at__isnull', False), _connector='OR'), name='rubric_published_before_first_mark')],
                },
            ),
            migrations.CreateModel(
                name='RubricChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('reason', models.CharField(max_length=1000)),
                    ('before', models.JSONField()),
                    ('after', models.JSONField()),
                    ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='selection.rubric')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rubric_change_has_a_reason'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='rubric_change_changes')],
                },
            ),
            migrations.CreateModel(
                name='Score',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='selection.criterion')),
                    ('level', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='selection.level')),
                    ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='selection.reviewtask')),
                ],
                options={
                    'ordering': ['task', 'criterion__ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('task', 'criterion'), name='score_once_for_criterion'), models.CheckConstraint(condition=models.Q(('level__isnull', False), models.Q(('note', ''), _negated=True), _connector='OR'), name='score_says_something')],
                },
            ),
            migrations.CreateModel(
                name='SignedCopy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('replaced_at', models.DateTimeField(blank=True, null=True)),
                    ('replaced_by', models.CharField(blank=True, max_length=200)),
                    ('replace_reason', models.CharField(blank=True, max_length=1000)),
                    ('decree', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='selection.decree')),
                    ('draw', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_copies', to='selection.draw')),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None), ('decree__isnull', False)), fields=('decree',), name='copy_one_current_for_decree'), models.UniqueConstraint(condition=models.Q(('replaced_at', None), ('decree', None)), fields=('draw',), name='copy_one_current_for_minutes'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_at', None), ('replace_reason', ''), ('replaced_by', '')), models.Q(models.Q(('replaced_at', None), _negated=True), models.Q(('replaced_by', ''), _negated=True), models.Q(('replace_reason', ''), _negated=True)), _connector='OR'), name='copy_replaced_with_a_reason')],
                },
            ),
        ]),
        migrations.RunPython(protect, unprotect, elidable=False),
    ]
