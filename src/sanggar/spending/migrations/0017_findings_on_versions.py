
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0011_year_end'),
        ('planning', '0001_squashed_0003_revived_meetings'),
        ('spending', '0016_payment_asked'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='finding',
            name='finding_on_a_payment_or_a_line',
        ),
        migrations.AddField(
            model_name='finding',
            name='version',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='funding.budgetversion'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('line', None), ('payment__isnull', False), ('version', None)), models.Q(('line__isnull', False), ('payment', None), ('version', None)), models.Q(('line', None), ('payment', None), ('version__isnull', False)), _connector='OR'), name='finding_on_one_subject'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('version__isnull', False)), fields=('rule', 'version', 'key'), name='finding_once_on_a_version'),
        ),
    ]
