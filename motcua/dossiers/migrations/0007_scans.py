"""How papers became files."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0006_register'),
    ]

    operations = [
        migrations.CreateModel(
            name='Scan',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('file_id', models.UUIDField()),
                ('sha256', models.BinaryField()),
                ('way', models.TextField()),
                ('origin_id', models.UUIDField(null=True)),
                ('consent', models.BinaryField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.paper')),
            ],
            options={
                'db_table': 'dossiers_scan',
                'indexes': [models.Index(fields=['paper'], name='dossiers_scan_of_paper')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('consent__isnull', False), ('origin_id__isnull', False), ('way', 'reused')), models.Q(models.Q(('way', 'reused'), _negated=True), ('consent__isnull', True), ('origin_id__isnull', True)), _connector='OR'), name='dossiers_reuse_has_consent')],
            },
        ),
    ]
