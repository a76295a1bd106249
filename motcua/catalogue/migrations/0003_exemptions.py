"""Who is freed from a version's fees or pays less, line by line."""

import django.db.models.deletion
import motcua.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExemptionRow',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('position', models.IntegerField()),
                ('who', models.TextField()),
                ('percent', models.IntegerField(default=0)),
                ('amount', models.BigIntegerField(null=True)),
                ('proof', models.TextField(default='')),
                ('basis', models.TextField(default='')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.versionrow')),
            ],
            options={
                'db_table': 'catalogue_exemption',
                'constraints': [models.UniqueConstraint(fields=('version', 'position'), name='catalogue_exemption_position'), models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('percent__range', (1, 100))), models.Q(('amount__gt', 0), ('percent', 0)), _connector='OR'), name='catalogue_exemption_cut')],
            },
        ),
    ]
