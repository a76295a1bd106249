"""Runs over files of old dossiers, and what was wrong with their lines."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('name', models.TextField()),
                ('digest', models.BinaryField()),
                ('is_trial', models.BooleanField()),
                ('began_at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('undoing_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('last_line', models.IntegerField()),
                ('taken', models.IntegerField()),
                ('known', models.IntegerField()),
                ('wrong', models.IntegerField()),
                ('revision', models.IntegerField()),
            ],
            options={
                'db_table': 'imports_run',
                'indexes': [models.Index(fields=['-began_at'], name='imports_run_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('is_trial', False), ('undone_at__isnull', True)), fields=('digest',), name='imports_one_open_run_a_file')],
            },
        ),
        migrations.CreateModel(
            name='Fault',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('line', models.IntegerField()),
                ('place', models.SmallIntegerField()),
                ('code', models.TextField()),
                ('column', models.TextField()),
                ('what', models.TextField()),
                ('advice', models.TextField()),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.run')),
            ],
            options={
                'db_table': 'imports_fault',
                'constraints': [models.UniqueConstraint(fields=('run', 'line', 'place'), name='imports_fault_in_order')],
            },
        ),
    ]
