"""Ratings, and which dossiers were rated."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Given',
            fields=[
                ('dossier_id', models.UUIDField(primary_key=True, serialize=False)),
            ],
            options={
                'db_table': 'ratings_given',
            },
        ),
        migrations.CreateModel(
            name='Rating',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('procedure_id', models.UUIDField()),
                ('post_id', models.UUIDField(null=True)),
                ('year', models.SmallIntegerField()),
                ('quarter', models.SmallIntegerField()),
                ('source', models.TextField()),
                ('overall', models.SmallIntegerField()),
                ('bodies', models.SmallIntegerField(null=True)),
                ('conduct', models.SmallIntegerField(null=True)),
                ('answers', models.JSONField()),
            ],
            options={
                'db_table': 'ratings_rating',
                'indexes': [models.Index(fields=['year', 'quarter', 'unit_id'], name='ratings_by_quarter')],
            },
        ),
    ]
