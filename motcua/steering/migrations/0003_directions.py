"""Directions of leaders, and what came of each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('steering', '0002_notices'),
    ]

    operations = [
        migrations.CreateModel(
            name='Direction',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('unit_id', models.UUIDField()),
                ('to_unit', models.UUIDField()),
                ('to_post', models.UUIDField(null=True)),
                ('dossier_id', models.UUIDField(null=True)),
                ('label', models.TextField()),
                ('text', models.BinaryField()),
                ('due_on', models.DateField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'db_table': 'steering_direction',
                'indexes': [models.Index(fields=['unit_id', 'due_on', 'id'], name='steering_direction_given'), models.Index(fields=['to_unit', 'due_on', 'id'], name='steering_direction_received'), models.Index(condition=models.Q(('dossier_id__isnull', False)), fields=['dossier_id'], name='steering_direction_of_dossier')],
            },
        ),
        migrations.CreateModel(
            name='DirectionStep',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.TextField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('text', models.BinaryField()),
                ('due_on', models.DateField(null=True)),
                ('direction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='steering.direction')),
            ],
            options={
                'db_table': 'steering_direction_step',
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'closed')), fields=('direction',), name='steering_direction_closed_once')],
            },
        ),
    ]
