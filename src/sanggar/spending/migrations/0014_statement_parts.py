import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def tell_parts(apps, schema_editor):
    """Until now a payment answered to one row alone, with all of it."""
    matches, payments = apps.get_model("spending", "StatementMatch"), apps.get_model("spending", "Payment")
    amount = payments.objects.filter(pk=OuterRef("payment")).values("amount")
    matches.objects.update(part=Subquery(amount))


class Migration(migrations.Migration):
    dependencies = [
        ("planning", "0001_squashed_0003_revived_meetings"),
        ("spending", "0013_record_held"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="statemententry", name="statement_row_once"),
        migrations.RemoveConstraint(model_name="statemententry", name="statement_amount_positive"),
        migrations.AddConstraint(
            model_name="statemententry",
            constraint=models.CheckConstraint(condition=~models.Q(amount=0), name="statement_amount_not_nought"),
        ),
        migrations.AddConstraint(
            model_name="statemententry",
            constraint=models.UniqueConstraint(
                fields=("programme", "number", "account_code", "description", "dated", "amount"),
                name="statement_row_told_once",
            ),
        ),
        migrations.AlterField(
            model_name="statementmatch",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="statement_matches",
                to="spending.payment",
            ),
        ),
        migrations.AddField(model_name="statementmatch", name="part", field=models.BigIntegerField(null=True)),
        migrations.RunPython(tell_parts, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(model_name="statementmatch", name="part", field=models.BigIntegerField()),
        migrations.AddConstraint(
            model_name="statementmatch",
            constraint=models.CheckConstraint(condition=~models.Q(part=0), name="statement_part_not_nought"),
        ),
        migrations.AddConstraint(
            model_name="statementmatch",
            constraint=models.UniqueConstraint(fields=("entry", "payment"), name="statement_match_once"),
        ),
    ]
