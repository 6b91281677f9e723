from django.db import migrations, models

from sanggar.foundation.reshaped import Reshaped
from sanggar.spending.models import record_triggers
from sanggar.spending.models.record_triggers import PAYEES


def protect(apps, schema_editor):
    record_triggers.protect(schema_editor, PAYEES)


def unprotect(apps, schema_editor):
    record_triggers.unprotect(schema_editor, PAYEES)


class Migration(migrations.Migration):

    dependencies = [
        ('spending', '0009_verified_payees'),
    ]

    operations = [
        Reshaped([
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['proposed', 'returned']), _negated=True), models.Q(('verified_at', None), ('verified_by', None), ('verified_payee', None)), _connector='OR'), name='payment_proposed_not_verified'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['verified', 'approved', 'paid', 'closed']), _negated=True), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False), ('verified_payee__isnull', False)), _connector='OR'), name='payment_verified_by_someone'),
            ),
        ]),
        migrations.RunPython(protect, unprotect),
    ]
