from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

from sanggar.foundation.first_tables import FirstTables


class Migration(migrations.Migration):

    replaces = [
        ('training', '0001_squashed_0010_finished_at'),
        ('training', '0011_milestones'),
        ('training', '0012_withdrawn_round'),
        ('training', '0013_whose_record'),
        ('training', '0014_round_taken_back'),
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
                name='Material',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('release', models.CharField(choices=[('open', 'Langsung terbuka'), ('date', 'Mulai tanggal tertentu'), ('attendance', 'Setelah hadir di sesi'), ('work', 'Setelah karya diterima'), ('held', 'Belum dibuka')], default='open', max_length=10)),
                    ('release_on', models.DateField(blank=True, null=True)),
                    ('release_works', models.PositiveSmallIntegerField(blank=True, help_text='accepted works it waits for', null=True)),
                    ('offered_at', models.DateTimeField(blank=True, help_text='participants could open it before it was changed', null=True)),
                    ('release_meetings', models.ManyToManyField(related_name='+', through='training.MaterialMeeting', to='planning.meeting')),
                    ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='materials', to='training.module')),
                ],
                options={
                    'ordering': ['ordinal', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('release__in', ['open', 'date', 'attendance', 'work', 'held'])), name='material_release_known'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='material_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('release', 'date'), ('release_on__isnull', False)), models.Q(models.Q(('release', 'date'), _negated=True), ('release_on', None)), _connector='OR'), name='material_date_where_asked'), models.CheckConstraint(condition=models.Q(models.Q(('release', 'work'), ('release_works__gte', 1)), models.Q(models.Q(('release', 'work'), _negated=True), ('release_works', None)), _connector='OR'), name='material_works_where_asked')],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=120)),
                    ('brief', models.TextField(max_length=4000)),
                    ('accepts', models.CharField(choices=[('link', 'Tautan'), ('file', 'Berkas kecil'), ('any', 'Tautan atau berkas')], default='link', max_length=4)),
                    ('is_required', models.BooleanField(default=True)),
                    ('due_at', models.DateTimeField()),
                    ('assessors', models.PositiveSmallIntegerField(default=2)),
                    ('threshold', models.PositiveSmallIntegerField(default=25)),
                    ('written_at', models.DateTimeField()),
                    ('written_by', models.CharField(max_length=200)),
                    ('published_at', models.DateTimeField(blank=True, null=True)),
                    ('locked_at', models.DateTimeField(blank=True, null=True)),
                    ('closed_at', models.DateTimeField(blank=True, null=True)),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='planning.stage')),
                    ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='planning.track')),
                ],
                options={
                    'ordering': ['due_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('stage', 'title'), name='assignment_title_once_in_stage'), models.CheckConstraint(condition=models.Q(('accepts__in', ['link', 'file', 'any'])), name='assignment_accepts_known'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('brief', ''), _negated=True)), name='assignment_says_what_to_do'), models.CheckConstraint(condition=models.Q(('assessors__range', (1, 5))), name='assignment_assessors_plausible'), models.CheckConstraint(condition=models.Q(('threshold__range', (1, 100))), name='assignment_threshold_of_a_hundred'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('locked_at', None)), ('published_at__isnull', False), _connector='OR'), name='assignment_published_before_work')],
                },
            ),
            migrations.CreateModel(
                name='AssignmentCriterion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('hint', models.CharField(blank=True, max_length=300)),
                    ('weight', models.PositiveSmallIntegerField()),
                    ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='training.assignment')),
                    ('skill', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='training.skill')),
                ],
                options={
                    'ordering': ['assignment', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('assignment', 'ordinal'), name='assignment_criterion_place_once'), models.UniqueConstraint(fields=('assignment', 'name'), name='assignment_criterion_name_once'), models.CheckConstraint(condition=models.Q(('weight__range', (1, 100))), name='assignment_criterion_weight_plausible'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='assignment_criterion_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='AssignmentLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300)),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='training.assignmentcriterion')),
                ],
                options={
                    'ordering': ['criterion', '-points'],
                    'constraints': [models.UniqueConstraint(fields=('criterion', 'points'), name='assignment_level_once'), models.CheckConstraint(condition=models.Q(('points__range', (0, 10))), name='assignment_level_plausible'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='assignment_level_says_what_earns_it')],
                },
            ),
            migrations.CreateModel(
                name='Attendance',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('presence', models.CharField(choices=[('present', 'Hadir'), ('excused', 'Izin'), ('ill', 'Sakit'), ('absent', 'Alpa')], max_length=8)),
                    ('method', models.CharField(choices=[('hand', 'dicatat petugas'), ('qr', 'kode QR'), ('code', 'kode layar'), ('paper', 'lembar kertas')], max_length=5)),
                    ('recorded_at', models.DateTimeField()),
                    ('noted_at', models.DateTimeField(blank=True, null=True)),
                    ('recorded_by', models.CharField(max_length=200)),
                    ('by_account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='planning.meeting')),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='training.enrolment')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('meeting', 'enrolment'), name='attendance_recorded_once'), models.CheckConstraint(condition=models.Q(('presence__in', ['present', 'excused', 'ill', 'absent'])), name='attendance_presence_known'), models.CheckConstraint(condition=models.Q(('method__in', ['hand', 'qr', 'code', 'paper'])), name='attendance_method_known'), models.CheckConstraint(condition=models.Q(('noted_at', None), ('noted_at__lte', models.F('recorded_at')), _connector='OR'), name='attendance_noted_before_recorded')],
                },
            ),
            migrations.CreateModel(
                name='AttendanceChange',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('before', models.CharField(choices=[('present', 'Hadir'), ('excused', 'Izin'), ('ill', 'Sakit'), ('absent', 'Alpa')], max_length=8)),
                    ('after', models.CharField(choices=[('present', 'Hadir'), ('excused', 'Izin'), ('ill', 'Sakit'), ('absent', 'Alpa')], max_length=8)),
                    ('reason', models.CharField(max_length=1000)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('attendance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='training.attendance')),
                    ('by_account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('after__in', ['present', 'excused', 'ill', 'absent']), ('before__in', ['present', 'excused', 'ill', 'absent'])), name='attendance_change_known'), models.CheckConstraint(condition=models.Q(('before', models.F('after')), _negated=True), name='attendance_change_changes'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='attendance_change_has_reason')],
                },
            ),
            migrations.CreateModel(
                name='Enrolment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('active', 'Peserta'), ('completed', 'Selesai'), ('withdrawn', 'Mengundurkan diri'), ('dropped', 'Gugur'), ('no_show', 'Tidak datang')], default='active', max_length=12)),
                    ('enrolled_at', models.DateTimeField()),
                    ('moved_at', models.DateTimeField(blank=True, null=True)),
                    ('left_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('badge_version', models.PositiveIntegerField(default=1)),
                    ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='enrolment', to='applications.application')),
                    ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='planning.cohort')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='people.person')),
                    ('stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='planning.stage')),
                    ('track', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='planning.track')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['active', 'completed', 'withdrawn', 'dropped', 'no_show'])), name='enrolment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('left_at', None), ('state__in', frozenset(['active', 'completed']))), models.Q(models.Q(('state__in', frozenset(['active', 'completed'])), _negated=True), ('left_at__isnull', False)), _connector='OR'), name='enrolment_left_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state', 'completed')), models.Q(models.Q(('state', 'completed'), _negated=True), ('finished_at', None)), _connector='OR'), name='enrolment_finished_says_when'), models.CheckConstraint(condition=models.Q(('badge_version__gte', 1)), name='enrolment_badge_counts_from_one'), models.UniqueConstraint(condition=models.Q(('state__in', frozenset(['active', 'completed']))), fields=('person', 'stage'), name='person_holds_one_seat_in_stage')],
                },
            ),
            migrations.CreateModel(
                name='DoorEntry',
                fields=[
                    ('id', models.UUIDField(primary_key=True, serialize=False)),
                    ('presence', models.CharField(choices=[('present', 'Hadir'), ('excused', 'Izin'), ('ill', 'Sakit'), ('absent', 'Alpa')], max_length=8)),
                    ('method', models.CharField(choices=[('hand', 'dicatat petugas'), ('qr', 'kode QR')], max_length=5)),
                    ('noted_at', models.DateTimeField()),
                    ('received_at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('outcome', models.CharField(choices=[('recorded', 'tercatat'), ('same', 'sudah tercatat sama'), ('conflict', 'berbeda dari yang tercatat'), ('stray', 'tidak ada di daftar sesi ini')], max_length=8)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.CharField(blank=True, max_length=200)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='door_entries', to='planning.meeting')),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='door_entries', to='training.enrolment')),
                ],
                options={
                    'ordering': ['noted_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('presence__in', ['present', 'excused', 'ill', 'absent'])), name='door_entry_presence_known'), models.CheckConstraint(condition=models.Q(('method__in', ['hand', 'qr'])), name='door_entry_method_known'), models.CheckConstraint(condition=models.Q(('outcome__in', ['recorded', 'same', 'conflict', 'stray'])), name='door_entry_outcome_known'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', '')), models.Q(('outcome__in', ('conflict', 'stray')), ('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True)), _connector='OR'), name='door_entry_only_what_waits_is_settled')],
                },
            ),
            migrations.CreateModel(
                name='CodeAttempt',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('recorded', 'tercatat'), ('second', 'perangkat kedua orang yang sama'), ('shared', 'perangkat yang sudah dipakai orang lain'), ('late', 'kode lama'), ('closed', 'di luar waktu sesi')], max_length=8)),
                    ('device', models.CharField(max_length=26)),
                    ('network', models.CharField(max_length=26)),
                    ('first_at', models.DateTimeField()),
                    ('times', models.PositiveIntegerField(default=1)),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='code_attempts', to='planning.meeting')),
                    ('enrolment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='code_attempts', to='training.enrolment')),
                ],
                options={
                    'ordering': ['first_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('outcome__in', ['recorded', 'second', 'shared', 'late', 'closed'])), name='code_attempt_outcome_known'), models.UniqueConstraint(condition=models.Q(('outcome__in', ['recorded', 'second'])), fields=('meeting', 'device'), name='code_device_stands_for_one'), models.UniqueConstraint(fields=('meeting', 'enrolment', 'device', 'outcome'), name='code_attempt_counted_once'), models.UniqueConstraint(condition=models.Q(('enrolment', None)), fields=('meeting', 'device', 'outcome'), name='code_attempt_of_device_counted_once'), models.CheckConstraint(condition=models.Q(('enrolment__isnull', False), ('outcome__in', ('closed', 'late')), _connector='OR'), name='code_attempt_says_whose')],
                },
            ),
            migrations.CreateModel(
                name='EnrolmentEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, choices=[('active', 'Peserta'), ('completed', 'Selesai'), ('withdrawn', 'Mengundurkan diri'), ('dropped', 'Gugur'), ('no_show', 'Tidak datang')], max_length=12)),
                    ('to_state', models.CharField(choices=[('active', 'Peserta'), ('completed', 'Selesai'), ('withdrawn', 'Mengundurkan diri'), ('dropped', 'Gugur'), ('no_show', 'Tidak datang')], max_length=12)),
                    ('reason', models.CharField(blank=True, max_length=1000)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='training.enrolment')),
                    ('from_cohort', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.cohort')),
                    ('to_cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.cohort')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('to_state__in', ['active', 'completed', 'withdrawn', 'dropped', 'no_show'])), name='enrolment_event_state_known'), models.CheckConstraint(condition=models.Q(('from_cohort', models.F('to_cohort')), ('from_state', models.F('to_state')), _negated=True), name='enrolment_event_changes')],
                },
            ),
            migrations.CreateModel(
                name='Goal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=300)),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('set_at', models.DateTimeField()),
                    ('set_by', models.CharField(max_length=200)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.CharField(blank=True, max_length=200)),
                    ('result', models.CharField(blank=True, choices=[('reached', 'Tercapai'), ('partly', 'Tercapai sebagian'), ('not', 'Belum tercapai'), ('dropped', 'Tidak dikejar lagi')], max_length=8)),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='training.enrolment')),
                ],
                options={
                    'ordering': ['set_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='goal_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('result', ''), ('settled_at', None), ('settled_by', '')), models.Q(('result__in', ['reached', 'partly', 'not', 'dropped']), ('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True)), _connector='OR'), name='goal_settled_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='MaterialMeeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='material_meetings', to='training.material')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='planning.meeting')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('material', 'meeting'), name='material_opened_by_meeting_once')],
                },
            ),
            migrations.CreateModel(
                name='MaterialVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('kind', models.CharField(choices=[('file', 'Berkas'), ('link', 'Tautan'), ('video', 'Video'), ('text', 'Bacaan')], max_length=5)),
                    ('url', models.URLField(blank=True, max_length=500)),
                    ('body', models.TextField(blank=True)),
                    ('body_en', models.TextField(blank=True)),
                    ('note', models.CharField(blank=True, help_text='what is new', max_length=300)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('file', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('material', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='training.material')),
                ],
                options={
                    'ordering': ['-number'],
                    'constraints': [models.UniqueConstraint(fields=('material', 'number'), name='material_version_numbered_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['file', 'link', 'video', 'text'])), name='material_version_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('body', ''), ('file__isnull', False), ('kind', 'file'), ('url', '')), models.Q(('body', ''), ('file', None), ('kind__in', ('link', 'video')), models.Q(('url', ''), _negated=True)), models.Q(('file', None), ('kind', 'text'), ('url', ''), models.Q(('body', ''), _negated=True)), _connector='OR'), name='material_version_holds_its_kind')],
                },
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.CharField(max_length=300)),
                    ('due_on', models.DateField(blank=True, null=True)),
                    ('set_at', models.DateTimeField()),
                    ('set_by', models.CharField(max_length=200)),
                    ('reached_on', models.DateField(blank=True, null=True)),
                    ('reached_by', models.CharField(blank=True, max_length=200)),
                    ('goal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='milestones', to='training.goal')),
                ],
                options={
                    'ordering': ['set_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='milestone_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('reached_by', ''), ('reached_on', None)), models.Q(('reached_on__isnull', False), models.Q(('reached_by', ''), _negated=True)), _connector='OR'), name='milestone_reached_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='Module',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('title', models.CharField(max_length=200)),
                    ('title_en', models.CharField(blank=True, max_length=200)),
                    ('objectives', models.TextField(blank=True, help_text='one a line')),
                    ('objectives_en', models.TextField(blank=True)),
                    ('origin', models.CharField(blank=True, max_length=60)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='modules', to='planning.programme')),
                    ('stage', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='modules', to='planning.stage')),
                    ('track', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='modules', to='planning.track')),
                    ('meetings', models.ManyToManyField(related_name='modules', through='training.ModuleMeeting', to='planning.meeting')),
                ],
                options={
                    'ordering': ['ordinal', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('origin', ''), _negated=True), fields=('programme', 'origin'), name='module_of_the_system_added_once'), models.CheckConstraint(condition=models.Q(('ordinal__gte', 1)), name='module_counts_from_one')],
                },
            ),
            migrations.CreateModel(
                name='ChecklistItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=40)),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300)),
                    ('text_en', models.CharField(blank=True, max_length=300)),
                    ('retired_at', models.DateTimeField(blank=True, null=True)),
                    ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklist', to='training.module')),
                ],
                options={
                    'ordering': ['ordinal', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='checklist_item_asks_something'), models.UniqueConstraint(fields=('module', 'key'), name='checklist_key_once_in_module')],
                },
            ),
            migrations.CreateModel(
                name='ModuleMeeting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('meeting', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='module_meeting', to='planning.meeting')),
                    ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='module_meetings', to='training.module')),
                ],
            ),
            migrations.CreateModel(
                name='PresenceRule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('missed_in_a_row', models.PositiveSmallIntegerField(default=2)),
                    ('below_percent', models.PositiveSmallIntegerField(default=75)),
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='presence_rule', to='planning.programme')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('missed_in_a_row__lte', 20)), name='presence_rule_row_plausible'), models.CheckConstraint(condition=models.Q(('below_percent__lte', 100)), name='presence_rule_percent_plausible'), models.CheckConstraint(condition=models.Q(('below_percent', 0), ('missed_in_a_row', 0), _negated=True), name='presence_rule_looks_at_something')],
                },
            ),
            migrations.CreateModel(
                name='QuizQuestion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=500)),
                    ('use', models.CharField(choices=[('both', 'Tes awal dan tes akhir'), ('pre', 'Tes awal saja'), ('post', 'Tes akhir saja')], default='both', max_length=4)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quiz_questions', to='planning.programme')),
                ],
                options={
                    'ordering': ['programme', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'ordinal'), name='quiz_question_place_once'), models.CheckConstraint(condition=models.Q(('use__in', ['both', 'pre', 'post'])), name='quiz_question_use_known'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='quiz_question_asks_something')],
                },
            ),
            migrations.CreateModel(
                name='QuizChoice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300)),
                    ('is_right', models.BooleanField()),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='choices', to='training.quizquestion')),
                ],
                options={
                    'ordering': ['question', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('question', 'ordinal'), name='quiz_choice_place_once'), models.UniqueConstraint(condition=models.Q(('is_right', True)), fields=('question',), name='quiz_choice_one_right'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='quiz_choice_says_something')],
                },
            ),
            migrations.CreateModel(
                name='QuizSitting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('occasion', models.CharField(choices=[('pre', 'Tes awal'), ('post', 'Tes akhir')], max_length=4)),
                    ('asked', models.PositiveSmallIntegerField()),
                    ('right', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('begun_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quiz_sittings', to='training.enrolment')),
                ],
                options={
                    'ordering': ['enrolment', 'begun_at'],
                    'constraints': [models.UniqueConstraint(fields=('enrolment', 'occasion'), name='quiz_sat_once'), models.CheckConstraint(condition=models.Q(('occasion__in', ['pre', 'post'])), name='quiz_occasion_known'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at', None), ('right', None)), models.Q(('finished_at__gte', models.F('begun_at')), ('right__isnull', False), ('right__lte', models.F('asked'))), _connector='OR'), name='quiz_finished_with_a_score')],
                },
            ),
            migrations.CreateModel(
                name='QuizAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('choice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='training.quizchoice')),
                    ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='training.quizquestion')),
                    ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='training.quizsitting')),
                ],
                options={
                    'ordering': ['sitting', 'question__ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('sitting', 'question'), name='quiz_answered_once')],
                },
            ),
            migrations.CreateModel(
                name='SelfAssessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('begun_at', models.DateTimeField()),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='self_assessments', to='training.enrolment')),
                ],
                options={
                    'ordering': ['enrolment', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('enrolment', 'number'), name='self_assessment_number_once'), models.UniqueConstraint(condition=models.Q(('finished_at', None)), fields=('enrolment',), name='self_assessment_one_at_a_time'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='self_assessment_counts_from_one'), models.CheckConstraint(condition=models.Q(('finished_at', None), ('finished_at__gte', models.F('begun_at')), _connector='OR'), name='self_assessment_ends_after')],
                },
            ),
            migrations.CreateModel(
                name='SignedSheet',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                    ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signed_sheets', to='planning.meeting')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Skill',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('ordinal', models.PositiveSmallIntegerField()),
                    ('name', models.CharField(max_length=80)),
                    ('hint', models.CharField(blank=True, max_length=300)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='skills', to='planning.programme')),
                ],
                options={
                    'ordering': ['programme', 'ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'ordinal'), name='skill_place_once'), models.UniqueConstraint(fields=('programme', 'name'), name='skill_name_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='skill_has_a_name')],
                },
            ),
            migrations.CreateModel(
                name='SkillLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('points', models.PositiveSmallIntegerField()),
                    ('text', models.CharField(max_length=300)),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='training.skill')),
                ],
                options={
                    'ordering': ['skill', 'points'],
                    'constraints': [models.UniqueConstraint(fields=('skill', 'points'), name='skill_level_once'), models.CheckConstraint(condition=models.Q(('points__range', (0, 10))), name='skill_level_plausible'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='skill_level_says_what_it_is')],
                },
            ),
            migrations.CreateModel(
                name='SkillRating',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='training.selfassessment')),
                    ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='training.skilllevel')),
                    ('skill', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='training.skill')),
                ],
                options={
                    'ordering': ['assessment', 'skill__ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'skill'), name='skill_rating_once')],
                },
            ),
            migrations.CreateModel(
                name='Submission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('where', models.CharField(choices=[('youtube', 'YouTube'), ('tiktok', 'TikTok'), ('instagram', 'Instagram'), ('drive', 'Google Drive'), ('other', 'Situs lain'), ('file', 'Berkas')], max_length=9)),
                    ('url', models.CharField(blank=True, max_length=500)),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('is_late', models.BooleanField()),
                    ('handed_at', models.DateTimeField()),
                    ('handed_by', models.CharField(max_length=200)),
                    ('state', models.CharField(choices=[('waiting', 'Menunggu penilaian'), ('revise', 'Perlu diperbaiki'), ('accepted', 'Diterima'), ('withdrawn', 'Ditarik')], default='waiting', max_length=9)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_by', models.CharField(blank=True, max_length=200)),
                    ('answer', models.CharField(blank=True, max_length=2000)),
                    ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='training.assignment')),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='training.enrolment')),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ],
                options={
                    'ordering': ['assignment', 'enrolment', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('assignment', 'enrolment', 'number'), name='submission_round_once'), models.UniqueConstraint(condition=models.Q(('state__in', ('waiting', 'accepted'))), fields=('assignment', 'enrolment'), name='submission_one_waiting_or_accepted'), models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'revise', 'accepted', 'withdrawn'])), name='submission_state_known'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='submission_counts_from_one'), models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('url', ''), ('where', 'file')), models.Q(('file', None), ('where__in', ['youtube', 'tiktok', 'instagram', 'drive', 'other']), models.Q(('url', ''), _negated=True)), _connector='OR'), name='submission_is_one_thing'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', ''), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('decided_at__gte', models.F('handed_at')), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='submission_decided_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='ChecklistAnswer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=80)),
                    ('text', models.CharField(max_length=500)),
                    ('reply', models.CharField(choices=[('yes', 'Ya, sudah saya pastikan'), ('na', 'Tidak berlaku untuk karya ini')], max_length=3)),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checklist_answers', to='training.submission')),
                ],
                options={
                    'ordering': ['submission', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('submission', 'key'), name='checklist_answered_once'), models.CheckConstraint(condition=models.Q(('reply__in', ['yes', 'na'])), name='checklist_reply_known')],
                },
            ),
            migrations.CreateModel(
                name='WorkAssessment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('assigned', 'Menunggu'), ('done', 'Selesai'), ('withdrawn', 'Tidak diperlukan lagi')], default='assigned', max_length=9)),
                    ('is_further', models.BooleanField(default=False)),
                    ('feedback', models.CharField(blank=True, max_length=2000)),
                    ('draft', models.TextField(blank=True)),
                    ('drafted_at', models.DateTimeField(blank=True, null=True)),
                    ('assigned_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('finished_at', models.DateTimeField(blank=True, null=True)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work_assessments', to=settings.AUTH_USER_MODEL)),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='training.submission')),
                ],
                options={
                    'ordering': ['assigned_at', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('submission', 'account'), name='work_assessed_once_by_account'), models.CheckConstraint(condition=models.Q(('state__in', ['assigned', 'done', 'withdrawn'])), name='work_assessment_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__gte', models.F('assigned_at')), ('state', 'done')), models.Q(('finished_at', None), models.Q(('state', 'done'), _negated=True)), _connector='OR'), name='work_assessment_finished_when_done'), models.CheckConstraint(condition=models.Q(('withdrawn_at', None), ('state', 'withdrawn'), _connector='OR'), name='work_assessment_withdrawn_when_so'), models.CheckConstraint(condition=models.Q(models.Q(('draft', ''), ('drafted_at', None)), models.Q(models.Q(('draft', ''), _negated=True), models.Q(('state', 'done'), _negated=True), ('drafted_at__isnull', False)), _connector='OR'), name='work_assessment_draft_until_done')],
                },
            ),
            migrations.CreateModel(
                name='WorkSample',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('where', models.CharField(choices=[('youtube', 'YouTube'), ('tiktok', 'TikTok'), ('instagram', 'Instagram'), ('drive', 'Google Drive'), ('other', 'Situs lain'), ('file', 'Berkas')], max_length=9)),
                    ('url', models.CharField(blank=True, max_length=500)),
                    ('note', models.CharField(blank=True, max_length=500)),
                    ('at', models.DateTimeField()),
                    ('by', models.CharField(max_length=200)),
                    ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='work_sample', to='training.enrolment')),
                    ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='foundation.storedfile')),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('url', ''), ('where', 'file')), models.Q(('file', None), ('where__in', ['youtube', 'tiktok', 'instagram', 'drive', 'other']), models.Q(('url', ''), _negated=True)), _connector='OR'), name='sample_is_one_thing')],
                },
            ),
            migrations.CreateModel(
                name='WorkScore',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('note', models.CharField(blank=True, max_length=1000)),
                    ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='training.workassessment')),
                    ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='training.assignmentcriterion')),
                    ('level', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='training.assignmentlevel')),
                ],
                options={
                    'ordering': ['assessment', 'criterion__ordinal'],
                    'constraints': [models.UniqueConstraint(fields=('assessment', 'criterion'), name='work_score_once')],
                },
            ),
        ]),
    ]
