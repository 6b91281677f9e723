from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import sanggar.foundation.models.fields

from sanggar.foundation.first_tables import FirstTables


class Migration(migrations.Migration):

    replaces = [
        ('mentoring', '0001_squashed_0010_wish_to_talk'),
        ('mentoring', '0011_conflicts_to_read_and_phone'),
        ('mentoring', '0012_follow_up_codes'),
        ('mentoring', '0013_asked_and_closed'),
    ]

    initial = True

    dependencies = [
        ('foundation', '0001_squashed_0007_small_rate_windows'),
        ('people', '0001_squashed_0003_terms_and_erasing'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('training', '0001_squashed_0014_round_taken_back'),
    ]

    operations = [
        FirstTables([
            migrations.CreateModel(
                name='Mentorship',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('state', models.CharField(choices=[('proposed', 'Diusulkan'), ('active', 'Berjalan'), ('paused', 'Dijeda'), ('ended', 'Berakhir')], default='active', max_length=8)),
                    ('started_at', models.DateTimeField()),
                    ('paused_on', models.DateField(blank=True, null=True)),
                    ('resumes_on', models.DateField(blank=True, null=True)),
                    ('counts_from', models.DateField(blank=True, null=True)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                    ('outcome', models.CharField(blank=True, choices=[('finished', 'Selesai'), ('stopped', 'Berhenti'), ('moved', 'Dialihkan'), ('unreachable', 'Tidak dapat dihubungi'), ('declined', 'Tidak jadi dimulai'), ('withdrawn', 'Ditarik sebelum dijawab')], max_length=12)),
                    ('end_reason', models.TextField(blank=True)),
                    ('handover_note', models.TextField(blank=True)),
                    ('reopened_at', models.DateTimeField(blank=True, null=True)),
                    ('reopened_by', models.CharField(blank=True, max_length=200)),
                    ('reopen_reason', models.CharField(blank=True, max_length=500)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to='training.enrolment')),
                    ('previous', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='next', to='mentoring.mentorship')),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to='mentoring.mentor')),
                ],
                options={
                    'ordering': ['started_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['active', 'paused', 'proposed'])), fields=('enrolment',), name='mentorship_one_open'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('outcome', ''), ('state__in', ['active', 'paused', 'proposed'])), models.Q(('ended_at__isnull', False), ('outcome__in', ['finished', 'stopped', 'moved', 'unreachable', 'declined', 'withdrawn']), ('state', 'ended')), _connector='OR'), name='mentorship_end_is_whole'), models.CheckConstraint(condition=models.Q(models.Q(('paused_on__isnull', False), ('resumes_on__gte', models.F('paused_on')), ('state', 'paused')), models.Q(models.Q(('state', 'paused'), _negated=True), ('paused_on', None), ('resumes_on', None)), _connector='OR'), name='mentorship_pause_is_whole'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='mentorship_ends_after_start'), models.CheckConstraint(condition=models.Q(('end_reason', ''), ('outcome__in', ['stopped', 'unreachable', 'declined', 'withdrawn']), _negated=True), name='mentorship_stopped_with_reason'), models.CheckConstraint(condition=models.Q(('handover_note', ''), ('outcome', 'moved'), _negated=True), name='mentorship_moved_with_note'), models.CheckConstraint(condition=models.Q(models.Q(('reopen_reason', ''), ('reopened_at', None), ('reopened_by', '')), models.Q(('reopened_at__isnull', False), ('state', 'ended'), models.Q(('reopened_by', ''), _negated=True), models.Q(('reopen_reason', ''), _negated=True)), _connector='OR'), name='mentorship_reopened_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='Contact',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('held_on', models.DateField()),
                    ('how', models.CharField(choices=[('chat', 'Pesan (WhatsApp)'), ('call', 'Telepon'), ('video', 'Panggilan video'), ('visit', 'Tatap muka'), ('group', 'Kelompok')], max_length=8)),
                    ('minutes', models.PositiveSmallIntegerField()),
                    ('summary', models.TextField()),
                    ('next_step', models.CharField(blank=True, max_length=300)),
                    ('next_on', models.DateField(blank=True, null=True)),
                    ('recorded_at', models.DateTimeField()),
                    ('recorded_by', models.CharField(max_length=200)),
                    ('answer', models.CharField(blank=True, choices=[('yes', 'Dibenarkan peserta'), ('no', 'Disanggah peserta')], max_length=3)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, max_length=200)),
                    ('answer_word', models.CharField(blank=True, max_length=300)),
                    ('office_asks', models.CharField(blank=True, max_length=500)),
                    ('voided_at', models.DateTimeField(blank=True, null=True)),
                    ('voided_by', models.CharField(blank=True, max_length=200)),
                    ('void_reason', models.CharField(blank=True, max_length=300)),
                    ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='mentoring.mentorship')),
                    ('talk', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contact', to='mentoring.talk')),
                ],
                options={
                    'ordering': ['-held_on', '-pk'],
                    'indexes': [models.Index(fields=['mentorship', '-held_on'], name='contact_latest')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('how__in', ['chat', 'call', 'video', 'visit', 'group'])), name='contact_how_known'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 600))), name='contact_minutes_plausible'), models.CheckConstraint(condition=models.Q(('summary', ''), _negated=True), name='contact_says_something'), models.CheckConstraint(condition=models.Q(('next_on', None), ('next_on__gte', models.F('held_on')), _connector='OR'), name='contact_next_is_later'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answer_word', ''), ('answered_at', None), ('answered_by', '')), models.Q(('answer', 'yes'), ('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True)), models.Q(('answer', 'no'), ('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(('answer_word', ''), _negated=True)), _connector='OR'), name='contact_answer_is_whole'), models.CheckConstraint(condition=models.Q(('answer__in', ['', 'yes', 'no'])), name='contact_answer_known'), models.CheckConstraint(condition=models.Q(models.Q(('void_reason', ''), ('voided_at', None), ('voided_by', '')), models.Q(('voided_at__isnull', False), models.Q(('voided_by', ''), _negated=True), models.Q(('void_reason', ''), _negated=True)), _connector='OR'), name='contact_void_is_whole')],
                },
            ),
            migrations.CreateModel(
                name='Mentor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('capacity', models.PositiveSmallIntegerField()),
                    ('assigned', models.PositiveSmallIntegerField(default=0)),
                    ('active', models.BooleanField(default=True)),
                    ('skills', models.CharField(blank=True, max_length=300)),
                    ('topics', models.JSONField(blank=True, default=list)),
                    ('kinds', models.JSONField(blank=True, default=list)),
                    ('languages', models.JSONField(blank=True, default=list)),
                    ('times', models.JSONField(blank=True, default=list)),
                    ('conflicts_told', models.CharField(blank=True, max_length=1000)),
                    ('conflicts_told_at', models.DateTimeField(blank=True, null=True)),
                    ('conflicts_read_at', models.DateTimeField(blank=True, null=True)),
                    ('conflicts_read_by', models.CharField(blank=True, max_length=200)),
                    ('phone', models.CharField(blank=True, max_length=20)),
                    ('agreement_version', models.CharField(blank=True, max_length=10)),
                    ('agreed_at', models.DateTimeField(blank=True, null=True)),
                    ('added_at', models.DateTimeField()),
                    ('added_by', models.CharField(max_length=200)),
                    ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_places', to=settings.AUTH_USER_MODEL)),
                    ('districts', models.ManyToManyField(blank=True, related_name='+', to='foundation.region')),
                    ('liked_tracks', models.ManyToManyField(blank=True, related_name='+', to='planning.track')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentors', to='planning.programme')),
                    ('tracks', models.ManyToManyField(blank=True, related_name='mentors', to='planning.track')),
                ],
                options={
                    'ordering': ['account__name', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('programme', 'account'), name='mentor_once_in_programme'), models.CheckConstraint(condition=models.Q(('capacity__range', (1, 200))), name='mentor_capacity_plausible'), models.CheckConstraint(condition=models.Q(models.Q(('agreed_at', None), ('agreement_version', '')), models.Q(('agreed_at__isnull', False), models.Q(('agreement_version', ''), _negated=True)), _connector='OR'), name='mentor_agreed_as_a_whole'), models.CheckConstraint(condition=models.Q(('capacity__gte', models.F('assigned'))), name='mentor_capacity_holds'), models.CheckConstraint(condition=models.Q(models.Q(('conflicts_read_at', None), ('conflicts_read_by', '')), models.Q(('conflicts_read_at__isnull', False), ('conflicts_told_at__isnull', False), models.Q(('conflicts_read_by', ''), _negated=True)), _connector='OR'), name='mentor_conflicts_read_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='Wish',
                fields=[
                    ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='mentor_wish', serialize=False, to='training.enrolment')),
                    ('topics', models.JSONField(blank=True, default=list)),
                    ('kinds', models.JSONField(blank=True, default=list)),
                    ('languages', models.JSONField(blank=True, default=list)),
                    ('times', models.JSONField(blank=True, default=list)),
                    ('told_at', models.DateTimeField()),
                ],
            ),
            migrations.CreateModel(
                name='PrivateNote',
                fields=[
                    ('contact', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='private_note', serialize=False, to='mentoring.contact')),
                    ('text_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='mentoring.privatenote.text')),
                ],
            ),
            migrations.CreateModel(
                name='Conflict',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('kin', 'Keluarga'), ('employer', 'Satu tempat kerja'), ('assessor', 'Penilainya sendiri'), ('named', 'Sebab lain yang disebut pendamping')], max_length=8)),
                    ('declared_at', models.DateTimeField()),
                    ('declared_by', models.CharField(max_length=200)),
                    ('retracted_at', models.DateTimeField(blank=True, null=True)),
                    ('retracted_by', models.CharField(blank=True, max_length=200)),
                    ('retract_reason', models.CharField(blank=True, max_length=500)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='training.enrolment')),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conflicts', to='mentoring.mentor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(condition=models.Q(('retracted_at', None)), fields=('mentor', 'enrolment'), name='conflict_once_a_pair'), models.CheckConstraint(condition=models.Q(models.Q(('retract_reason', ''), ('retracted_at', None), ('retracted_by', '')), models.Q(('retracted_at__isnull', False), models.Q(('retracted_by', ''), _negated=True), models.Q(('retract_reason', ''), _negated=True)), _connector='OR'), name='conflict_retracted_as_a_whole'), models.CheckConstraint(condition=models.Q(('kind__in', ['kin', 'employer', 'assessor', 'named'])), name='conflict_kind_known')],
                },
            ),
            migrations.CreateModel(
                name='MentorApplication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120)),
                    ('email', models.EmailField(max_length=254)),
                    ('phone', models.CharField(max_length=20)),
                    ('motivation', models.TextField()),
                    ('skills', models.CharField(blank=True, max_length=300)),
                    ('languages', models.JSONField(blank=True, default=list)),
                    ('times', models.JSONField(blank=True, default=list)),
                    ('applied_at', models.DateTimeField()),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('decided_by', models.CharField(blank=True, max_length=200)),
                    ('approved', models.BooleanField(blank=True, null=True)),
                    ('note', models.CharField(blank=True, max_length=500)),
                    ('districts', models.ManyToManyField(blank=True, related_name='+', to='foundation.region')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentor_applications', to='planning.programme')),
                    ('tracks', models.ManyToManyField(blank=True, related_name='mentor_offers', to='planning.track')),
                ],
                options={
                    'ordering': ['applied_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at', None)), fields=('programme', 'email'), name='mentor_application_once_open'), models.CheckConstraint(condition=models.Q(models.Q(('approved', None), ('decided_at', None), ('decided_by', ''), ('note', '')), models.Q(('approved__isnull', False), ('decided_at__isnull', False), models.Q(('decided_by', ''), _negated=True)), _connector='OR'), name='mentor_application_decided_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='MentorReminder',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('sent_at', models.DateTimeField()),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='mentoring.mentor')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('mentor', 'day'), name='mentor_reminded_once_a_day')],
                },
            ),
            migrations.CreateModel(
                name='MentorshipEvent',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('at', models.DateTimeField()),
                    ('by_label', models.CharField(max_length=200)),
                    ('from_state', models.CharField(blank=True, choices=[('proposed', 'Diusulkan'), ('active', 'Berjalan'), ('paused', 'Dijeda'), ('ended', 'Berakhir')], max_length=8)),
                    ('to_state', models.CharField(choices=[('proposed', 'Diusulkan'), ('active', 'Berjalan'), ('paused', 'Dijeda'), ('ended', 'Berakhir')], max_length=8)),
                    ('outcome', models.CharField(blank=True, choices=[('finished', 'Selesai'), ('stopped', 'Berhenti'), ('moved', 'Dialihkan'), ('unreachable', 'Tidak dapat dihubungi'), ('declined', 'Tidak jadi dimulai'), ('withdrawn', 'Ditarik sebelum dijawab')], max_length=12)),
                    ('reason', models.TextField(blank=True)),
                    ('until', models.DateField(blank=True, null=True)),
                    ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='mentoring.mentorship')),
                ],
                options={
                    'ordering': ['at', 'pk'],
                },
            ),
            migrations.CreateModel(
                name='Slot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_at', models.DateTimeField()),
                    ('ends_at', models.DateTimeField()),
                    ('place', models.CharField(max_length=200)),
                    ('offered_at', models.DateTimeField()),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='mentoring.mentor')),
                ],
                options={
                    'ordering': ['starts_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('mentor', 'starts_at'), name='slot_once_at_a_time'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_after_start'), models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='slot_says_where')],
                },
            ),
            migrations.CreateModel(
                name='Talk',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('moves', models.PositiveSmallIntegerField(default=0)),
                    ('booked_at', models.DateTimeField()),
                    ('booked_by', models.CharField(max_length=200)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_by', models.CharField(blank=True, max_length=200)),
                    ('cancel_reason', models.CharField(blank=True, max_length=300)),
                    ('first', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='mentoring.talk')),
                    ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='mentoring.mentorship')),
                    ('slot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talks', to='mentoring.slot')),
                ],
                options={
                    'ordering': ['slot__starts_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('cancelled_at', None)), fields=('slot',), name='talk_one_in_a_slot'), models.UniqueConstraint(fields=('first', 'moves'), name='talk_moved_once_from_each'), models.CheckConstraint(condition=models.Q(models.Q(('first', None), ('moves', 0)), models.Q(('first__isnull', False), ('moves__gte', 1)), _connector='OR'), name='talk_moved_as_a_whole'), models.CheckConstraint(condition=models.Q(models.Q(('cancel_reason', ''), ('cancelled_at', None), ('cancelled_by', '')), models.Q(('cancelled_at__isnull', False), models.Q(('cancelled_by', ''), _negated=True)), _connector='OR'), name='talk_cancelled_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='Terms',
                fields=[
                    ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='mentoring_terms', serialize=False, to='planning.programme')),
                    ('escalate_after', models.PositiveSmallIntegerField(default=7)),
                    ('first_contact_within', models.PositiveSmallIntegerField(default=7)),
                    ('takes_applications', models.BooleanField(default=False)),
                    ('bars_assessors', models.BooleanField(default=False)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('escalate_after__range', (1, 90))), name='terms_escalate_in_time'), models.CheckConstraint(condition=models.Q(('first_contact_within__range', (1, 90))), name='terms_first_in_time')],
                },
            ),
            migrations.CreateModel(
                name='WishedMentor',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rank', models.PositiveSmallIntegerField()),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.mentor')),
                    ('wish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='chosen', to='mentoring.wish')),
                ],
                options={
                    'ordering': ['rank'],
                    'constraints': [models.UniqueConstraint(fields=('wish', 'rank'), name='wished_mentor_one_a_rank'), models.UniqueConstraint(fields=('wish', 'mentor'), name='wished_mentor_once'), models.CheckConstraint(condition=models.Q(('rank__range', (1, 3))), name='wished_mentor_rank_known')],
                },
            ),
            migrations.CreateModel(
                name='WishedPerson',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('rank', models.PositiveSmallIntegerField()),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment')),
                    ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wished', to='mentoring.mentor')),
                ],
                options={
                    'ordering': ['rank'],
                    'constraints': [models.UniqueConstraint(fields=('mentor', 'rank'), name='wished_person_one_a_rank'), models.UniqueConstraint(fields=('mentor', 'enrolment'), name='wished_person_once'), models.CheckConstraint(condition=models.Q(('rank__range', (1, 3))), name='wished_person_rank_known')],
                },
            ),
            migrations.CreateModel(
                name='Closing',
                fields=[
                    ('mentorship', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='closing', serialize=False, to='mentoring.mentorship')),
                    ('held_on', models.DateField(blank=True, null=True)),
                    ('why_no_talk', models.CharField(blank=True, max_length=300)),
                    ('what_next', models.TextField(blank=True)),
                    ('closed_at', models.DateTimeField()),
                    ('closed_by', models.CharField(max_length=200)),
                ],
                options={
                    'constraints': [models.CheckConstraint(condition=models.Q(('held_on', None), ('why_no_talk', ''), _connector='OR'), name='closing_talk_held_or_why_not')],
                },
            ),
            migrations.CreateModel(
                name='ChangeRequest',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='mentoring.changerequest.reason')),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, max_length=200)),
                    ('granted', models.BooleanField(blank=True, null=True)),
                    ('answer', models.CharField(blank=True, max_length=500)),
                    ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='change_requests', to='mentoring.mentorship')),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('answered_at', None)), fields=('mentorship',), name='change_request_once_open'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at', None), ('answered_by', ''), ('granted', None)), models.Q(('answered_at__isnull', False), ('granted__isnull', False), models.Q(('answered_by', ''), _negated=True)), _connector='OR'), name='change_request_answered_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='AfterCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('months', models.PositiveSmallIntegerField()),
                    ('due_on', models.DateField()),
                    ('asked_at', models.DateTimeField(blank=True, null=True)),
                    ('reminded_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('publishing', models.CharField(blank=True, choices=[('yes', 'Ya, rutin'), ('some', 'Kadang-kadang'), ('no', 'Tidak')], max_length=4)),
                    ('works_a_month', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('earns', models.BooleanField(blank=True, null=True)),
                    ('needs_help', models.BooleanField(default=False)),
                    ('word', models.CharField(blank=True, max_length=1000)),
                    ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='after_checks', to='mentoring.mentorship')),
                ],
                options={
                    'ordering': ['due_on', 'pk'],
                    'constraints': [models.UniqueConstraint(fields=('mentorship', 'months'), name='after_check_once_each'), models.CheckConstraint(condition=models.Q(('months__in', (3, 6, 12))), name='after_check_months_known'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('earns', None), ('needs_help', False), ('publishing', ''), ('word', ''), ('works_a_month', None)), models.Q(('answered_at__isnull', False), ('publishing__in', ['yes', 'some', 'no'])), _connector='OR'), name='after_check_answered_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='Complaint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('about', models.CharField(choices=[('mentor', 'Pendamping'), ('trainer', 'Narasumber'), ('officer', 'Petugas'), ('other', 'Orang lain')], max_length=8)),
                    ('text_sealed', sanggar.foundation.models.fields.SealedTextField(lookup_field='', lookup_place='', place='mentoring.complaint.text')),
                    ('made_at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_by', models.CharField(blank=True, max_length=200)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('answered_by', models.CharField(blank=True, max_length=200)),
                    ('answer_sealed', sanggar.foundation.models.fields.SealedTextField(blank=True, lookup_field='', lookup_place='', place='mentoring.complaint.answer')),
                    ('accused', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='complaints', to='training.enrolment')),
                ],
                options={
                    'ordering': ['made_at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('about__in', ['mentor', 'trainer', 'officer', 'other'])), name='complaint_about_known'), models.CheckConstraint(condition=models.Q(models.Q(('answer_sealed', ''), ('answered_at', None), ('answered_by', '')), models.Q(('answered_at__isnull', False), models.Q(('answered_by', ''), _negated=True), models.Q(('answer_sealed', ''), _negated=True)), _connector='OR'), name='complaint_answered_as_a_whole'), models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_by', '')), models.Q(('taken_at__isnull', False), models.Q(('taken_by', ''), _negated=True)), _connector='OR'), name='complaint_taken_as_a_whole')],
                },
            ),
            migrations.CreateModel(
                name='FollowUp',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('presence', 'Kehadiran menurun'), ('work', 'Tugas belum dikumpulkan'), ('silence', 'Lama tanpa kontak'), ('first', 'Belum pernah dihubungi'), ('dispute', 'Catatan kontak disanggah'), ('wish', 'Ingin pendamping lain'), ('talk', 'Minta waktu bicara'), ('after', 'Kabar sesudah pendampingan'), ('other', 'Lain-lain')], max_length=8)),
                    ('code', models.CharField(blank=True, max_length=10)),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('detail', models.CharField(blank=True, max_length=500)),
                    ('opened_at', models.DateTimeField()),
                    ('opened_by', models.CharField(max_length=200)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_by', models.CharField(blank=True, max_length=200)),
                    ('settled_how', models.CharField(blank=True, max_length=500)),
                    ('settled_code', models.CharField(blank=True, max_length=10)),
                    ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='training.enrolment')),
                ],
                options={
                    'ordering': ['opened_at', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('settled_at', None)), fields=('enrolment', 'kind'), name='follow_up_once_open'), models.CheckConstraint(condition=models.Q(('kind__in', ['presence', 'work', 'silence', 'first', 'dispute', 'wish', 'talk', 'after', 'other'])), name='follow_up_kind_known'), models.CheckConstraint(condition=models.Q(('code__in', ('', 'presence', 'late', 'no_contact', 'no_answer', 'disputed', 'wish_left', 'talk', 'help'))), name='follow_up_code_known'), models.CheckConstraint(condition=models.Q(('settled_code__in', ('', 'contact', 'booked'))), name='follow_up_settling_known'), models.CheckConstraint(condition=models.Q(models.Q(('detail', ''), _negated=True), models.Q(('code', ''), _negated=True), _connector='OR'), name='follow_up_says_something'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', ''), ('settled_code', ''), ('settled_how', '')), models.Q(('settled_at__isnull', False), models.Q(('settled_by', ''), _negated=True), models.Q(models.Q(('settled_how', ''), _negated=True), models.Q(('settled_code', ''), _negated=True), _connector='OR')), _connector='OR'), name='follow_up_settled_as_a_whole')],
                },
            ),
        ]),
    ]
