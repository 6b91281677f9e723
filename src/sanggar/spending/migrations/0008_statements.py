import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0007_findings'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatementEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=60)),
                ('spm_number', models.CharField(blank=True, max_length=60)),
                ('dated', models.DateField()),
                ('account_code', models.CharField(max_length=20)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('amount', models.BigIntegerField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.CharField(max_length=200)),
                ('explanation', models.TextField(blank=True)),
                ('explained_at', models.DateTimeField(blank=True, null=True)),
                ('explained_by', models.CharField(blank=True, max_length=200)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statement_entries', to='planning.programme')),
            ],
            options={
                'ordering': ['dated', 'number', 'account_code', 'pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='statement_amount_positive'),
                    models.CheckConstraint(condition=models.Q(models.Q(('explained_at', None), ('explained_by', ''), ('explanation', '')), models.Q(models.Q(('explanation', ''), _negated=True), ('explained_at__isnull', False), models.Q(('explained_by', ''), _negated=True)), _connector='OR'), name='statement_explained_by_someone'),
                    models.UniqueConstraint(fields=('programme', 'number', 'account_code', 'description'), name='statement_row_once'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StatementImport',
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
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statement_imports', to='planning.programme')),
            ],
            options={
                'ordering': ['-uploaded_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('imported_at', None), ('table', None), _connector='OR'), name='statement_import_leaves_no_table'),
                ],
            },
        ),
        migrations.CreateModel(
            name='StatementMatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_hand', models.BooleanField(default=False)),
                ('matched_at', models.DateTimeField()),
                ('matched_by', models.CharField(max_length=200)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='matches', to='spending.statemententry')),
                ('payment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='statement_match', to='spending.payment')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
