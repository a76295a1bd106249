"""A telephone at work, and what an office scanner left."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Found',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('source_sha256', models.BinaryField()),
                ('name', models.TextField()),
                ('file_id', models.UUIDField()),
                ('found_at', models.DateTimeField()),
                ('owner_kind', models.TextField(default='')),
                ('owner_id', models.UUIDField(null=True)),
                ('part_id', models.UUIDField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.UUIDField(null=True)),
                ('reason', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'scans_found',
                'indexes': [models.Index(condition=models.Q(('settled_at', None)), fields=['unit_id', 'found_at'], name='scans_waiting')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'source_sha256'), name='scans_found_once')],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('token_hash', models.BinaryField(unique=True)),
                ('token', models.BinaryField()),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('part_id', models.UUIDField()),
                ('account', models.UUIDField()),
                ('post', models.UUIDField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('file_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'scans_sitting',
                'indexes': [models.Index(fields=['owner_kind', 'owner_id'], name='scans_of_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('file_id__isnull', True), ('closed_at__isnull', False), _connector='OR'), name='scans_finished_is_closed')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('place', models.IntegerField()),
                ('size', models.BigIntegerField()),
                ('sha256', models.BinaryField(null=True)),
                ('received', models.BigIntegerField(default=0)),
                ('file_id', models.UUIDField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('sitting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='scans.sitting')),
            ],
            options={
                'db_table': 'scans_picture',
            },
        ),
        migrations.CreateModel(
            name='Piece',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('offset', models.BigIntegerField()),
                ('content', models.BinaryField()),
                ('picture', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pieces', to='scans.picture')),
            ],
            options={
                'db_table': 'scans_piece',
                'constraints': [models.UniqueConstraint(fields=('picture', 'offset'), name='scans_piece_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='picture',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', 0), ('size__gt', 0), ('received__lte', models.F('size'))), name='scans_picture_size'),
        ),
    ]
