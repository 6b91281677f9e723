"""Payments from before payees were kept get one each, by office, name and mentor; what is not known of them is left
unstated. What was paid before there was an approval is marked so; what was only verified waits for approval now.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_payees(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    Payment, Payee = apps.get_model("spending", "Payment"), apps.get_model("spending", "Payee")
    found = {}
    payments = Payment.objects.select_related("line__budget__programme", "mentor").order_by("pk")
    for payment in payments.iterator(chunk_size=500):
        office = payment.line.budget.programme.organisation_id
        account = payment.mentor.account_id if payment.mentor else None
        key = (office, payment.payee_name, account)
        if key not in found:
            found[key] = Payee.objects.create(
                organisation_id=office, name=payment.payee_name, kind="unstated", account_id=account
            )
        hands = (payment.proposed_by_id, payment.verified_by_id, payment.paid_by_id)
        payment.payee = found[key]
        payment.payee_account_id = None if account in hands else account
        payment.before_approval = payment.state == "paid"
        payment.save(update_fields=["payee", "payee_account", "before_approval"])


class Migration(migrations.Migration):

    dependencies = [('spending', '0003_payees_and_steps')]

    operations = [migrations.RunPython(give_payees, migrations.RunPython.noop, elidable=True)]
