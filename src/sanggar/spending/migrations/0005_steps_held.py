import django.db.models.deletion
from django.db import migrations, models

from sanggar.foundation.reshaped import Reshaped


class Migration(migrations.Migration):

    dependencies = [('spending', '0004_payees_of_payments')]

    operations = [
        Reshaped([
            migrations.AlterField(
                model_name='payment',
                name='payee',
                field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='spending.payee'),
            ),
            migrations.RemoveField(model_name='payment', name='payee_name'),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('mode__in', ['', 'UP', 'GU', 'TU', 'LS'])), name='payment_mode_known'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('hours', None), ('portions', None)), models.Q(('meeting__isnull', False), models.Q(('hours', None), ('hours__gte', 1), _connector='OR'), models.Q(('portions', None), ('portions__gte', 1), _connector='OR')), _connector='OR'), name='payment_hours_and_portions_of_a_meeting'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'returned', 'verified', 'approved', 'paid', 'closed', 'refused', 'cancelled'])), name='payment_state_known'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('proposed_by')), _negated=True), name='payment_not_approved_by_who_proposed'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('verified_by')), _negated=True), name='payment_not_approved_by_who_verified'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('paid_by', models.F('approved_by')), _negated=True), name='payment_not_paid_by_who_approved'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('closed_by', models.F('proposed_by')), _negated=True), name='payment_not_closed_by_who_proposed'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('closed_by', models.F('approved_by')), _negated=True), name='payment_not_closed_by_who_approved'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('closed_by', models.F('paid_by')), _negated=True), name='payment_not_closed_by_who_paid'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('proposed_by', models.F('payee_account')), _negated=True), name='payment_not_proposed_by_its_payee'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('verified_by', models.F('payee_account')), _negated=True), name='payment_not_verified_by_its_payee'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('payee_account')), _negated=True), name='payment_not_approved_by_its_payee'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('paid_by', models.F('payee_account')), _negated=True), name='payment_not_paid_by_its_payee'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(('closed_by', models.F('payee_account')), _negated=True), name='payment_not_closed_by_its_payee'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['proposed', 'returned']), _negated=True), models.Q(('verified_at', None), ('verified_by', None)), _connector='OR'), name='payment_proposed_not_verified'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['verified', 'approved', 'paid', 'closed']), _negated=True), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), _connector='OR'), name='payment_verified_by_someone'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), ('approved_at__isnull', False), ('approved_by__isnull', False)), models.Q(('state__in', ['paid', 'closed']), models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), models.Q(('approved_at', None), ('approved_by', None), ('before_approval', True)), _connector='OR')), models.Q(('state__in', ['refused', 'cancelled']), models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False)), models.Q(('approved_at', None), ('approved_by', None)), _connector='OR')), models.Q(('state__in', ['proposed', 'returned', 'verified']), ('approved_at', None), ('approved_by', None)), _connector='OR'), name='payment_approved_by_someone'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['paid', 'closed']), ('paid_at__isnull', False), ('paid_by__isnull', False), ('paid_on__isnull', False), models.Q(('proof_number', ''), _negated=True)), models.Q(models.Q(('state__in', ['paid', 'closed']), _negated=True), ('paid_at', None), ('paid_by', None), ('paid_on', None), ('proof_number', '')), _connector='OR'), name='payment_paid_with_proof'),
            ),
            migrations.AddConstraint(
                model_name='payment',
                constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), ('closed_at__isnull', False), ('closed_by__isnull', False)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at', None), ('closed_by', None)), _connector='OR'), name='payment_closed_by_someone'),
            ),
        ]),
    ]
