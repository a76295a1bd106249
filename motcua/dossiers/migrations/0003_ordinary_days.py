"""What goes wrong on an ordinary day: corrections, cancellations, stops, apologies, lost papers, wrong results."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0002_tasks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='standing',
            name='state',
            field=models.SmallIntegerField(choices=[(1, 'FILED'), (2, 'RECEIVED'), (3, 'REFUSED_AT_INTAKE'), (4, 'PROCESSING'), (5, 'SUPPLEMENT'), (6, 'PAYMENT'), (7, 'WITHDRAWN'), (8, 'STOPPED'), (9, 'FINISHED'), (10, 'RETURNED'), (90, 'CANCELLED')]),
        ),
        migrations.CreateModel(
            name='Allowance',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('reason', models.BinaryField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_allowance',
            },
        ),
        migrations.CreateModel(
            name='Apology',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('ordinal', models.SmallIntegerField()),
                ('until', models.DateField()),
                ('promised_at', models.DateTimeField()),
                ('liable_unit', models.UUIDField()),
                ('cause', models.BinaryField()),
                ('print_id', models.UUIDField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_apology',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'ordinal'), name='dossiers_apology_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('ordinal', models.SmallIntegerField()),
                ('fields', models.JSONField()),
                ('before', models.BinaryField()),
                ('reason', models.BinaryField()),
                ('print_id', models.UUIDField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_correction',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'ordinal'), name='dossiers_correction_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('kind', models.TextField()),
                ('reason', models.BinaryField()),
                ('print_id', models.UUIDField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_ending',
                'constraints': [models.UniqueConstraint(fields=('dossier',), name='dossiers_one_ending')],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('kind', models.TextField()),
                ('what', models.BinaryField()),
                ('liable_unit', models.UUIDField()),
                ('print_id', models.UUIDField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('closing', models.BinaryField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_incident',
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('dossier',), name='dossiers_one_open_incident')],
            },
        ),
        migrations.CreateModel(
            name='ResultRepair',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('version', models.SmallIntegerField()),
                ('kind', models.TextField()),
                ('reason', models.BinaryField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_result_repair',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'version'), name='dossiers_repair_once_a_version')],
            },
        ),
    ]
