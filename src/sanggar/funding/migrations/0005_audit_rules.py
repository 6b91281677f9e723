from django.conf import settings
from django.db import migrations, models

from sanggar.foundation import clock
from sanggar.foundation.reshaped import Reshaped
from sanggar.funding import shipped
from sanggar.funding.models import reference_triggers


def protect(apps, schema_editor):
    """The triggers by which a list that is in stays as it is: SQLite drops them when it rebuilds the table."""
    for statement in reference_triggers.create_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in reference_triggers.drop_statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def load_audit_rules(apps, schema_editor):
    """The thresholds of the audit rules that come with the program."""
    lists, entries = apps.get_model("funding", "ReferenceList"), apps.get_model("funding", "ReferenceEntry")
    for each in shipped.shipped_lists("lists_audit.json"):
        made = lists.objects.create(imported_at=clock.now(), **each.fields)
        entries.objects.bulk_create(
            entries(list=made, position=number, code=row.code, name=row.name, data=row.data)
            for number, row in enumerate(each.rows, start=1)
        )


def forget_audit_rules(apps, schema_editor):
    """Going back, the table can't hold such lists."""
    apps.get_model("funding", "ReferenceEntry").objects.filter(list__kind="audit").delete()
    apps.get_model("funding", "ReferenceList").objects.filter(kind="audit").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0004_ages'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(unprotect, protect),
        Reshaped([
            migrations.RemoveConstraint(
                model_name='referencedraft',
                name='reference_draft_kind_known',
            ),
            migrations.RemoveConstraint(
                model_name='referencelist',
                name='reference_list_kind_known',
            ),
            migrations.AddField(
                model_name='budget',
                name='activity',
                field=models.CharField(blank=True, choices=[('seminar', 'Seminar, bimtek, lokakarya, sosialisasi'), ('pelatihan', 'Pendidikan dan pelatihan')], max_length=10),
            ),
            migrations.AlterField(
                model_name='referencedraft',
                name='kind',
                field=models.CharField(choices=[('account_code', 'Kode rekening'), ('sub_activity', 'Sub kegiatan'), ('tariff', 'Batas honorarium'), ('tax', 'Pajak'), ('evidence', 'Bukti pertanggungjawaban'), ('age', 'Batas usia'), ('audit', 'Aturan audit')], max_length=20),
            ),
            migrations.AlterField(
                model_name='referencelist',
                name='kind',
                field=models.CharField(choices=[('account_code', 'Kode rekening'), ('sub_activity', 'Sub kegiatan'), ('tariff', 'Batas honorarium'), ('tax', 'Pajak'), ('evidence', 'Bukti pertanggungjawaban'), ('age', 'Batas usia'), ('audit', 'Aturan audit')], max_length=20),
            ),
            migrations.AddConstraint(
                model_name='budget',
                constraint=models.CheckConstraint(condition=models.Q(('activity__in', ['', 'seminar', 'pelatihan'])), name='budget_activity_known'),
            ),
            migrations.AddConstraint(
                model_name='referencedraft',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['account_code', 'sub_activity', 'tariff', 'tax', 'evidence', 'age', 'audit'])), name='reference_draft_kind_known'),
            ),
            migrations.AddConstraint(
                model_name='referencelist',
                constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['account_code', 'sub_activity', 'tariff', 'tax', 'evidence', 'age', 'audit'])), name='reference_list_kind_known'),
            ),
        ]),
        migrations.RunPython(load_audit_rules, forget_audit_rules),
        migrations.RunPython(protect, unprotect),
    ]
