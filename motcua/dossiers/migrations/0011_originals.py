"""Originals of the citizen's that the office keeps."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0010_online'),
    ]

    operations = [
        migrations.CreateModel(
            name='Original',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('name', models.TextField()),
                ('count', models.SmallIntegerField()),
                ('unit_id', models.UUIDField()),
                ('post_id', models.UUIDField(null=True)),
                ('place', models.TextField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('end_kind', models.TextField(null=True)),
                ('ended_account', models.UUIDField(null=True)),
                ('ended_post', models.UUIDField(null=True)),
                ('recipient', models.BinaryField(null=True)),
                ('proof', models.TextField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.paper')),
            ],
            options={
                'db_table': 'dossiers_original',
            },
        ),
        migrations.CreateModel(
            name='OriginalPlace',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('unit_id', models.UUIDField()),
                ('post_id', models.UUIDField(null=True)),
                ('place', models.TextField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
                ('original', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.original')),
            ],
            options={
                'db_table': 'dossiers_original_place',
            },
        ),
        migrations.AddIndex(
            model_name='original',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['unit_id', 'id'], name='dossiers_original_by_unit'),
        ),
        migrations.AddIndex(
            model_name='original',
            index=models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['post_id'], name='dossiers_original_by_post'),
        ),
        migrations.AddConstraint(
            model_name='original',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('paper',), name='dossiers_original_kept_once'),
        ),
        migrations.AddConstraint(
            model_name='original',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_kind__isnull', True), ('ended_at__isnull', True)), models.Q(('end_kind__isnull', False), ('ended_at__isnull', False)), _connector='OR'), name='dossiers_original_ends_somehow'),
        ),
        migrations.AddConstraint(
            model_name='original',
            constraint=models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='dossiers_original_is_one_at_least'),
        ),
    ]
