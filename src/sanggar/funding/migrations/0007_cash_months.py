
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('funding', '0006_least_group'),
    ]

    operations = [
        migrations.CreateModel(
            name='CashMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveSmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('line', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cash_months', to='funding.budgetline')),
            ],
            options={
                'ordering': ['month'],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='cash_month_has_money'), models.CheckConstraint(condition=models.Q(('month__range', (1, 12))), name='cash_month_in_the_year'), models.UniqueConstraint(fields=('line', 'month'), name='cash_month_once_in_a_line')],
            },
        ),
    ]
