"""Scores of terms that are over, frozen."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='FrozenTerm',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('year', models.SmallIntegerField()),
                ('quarter', models.SmallIntegerField()),
                ('cards', models.JSONField()),
                ('digest', models.TextField()),
                ('at', models.DateTimeField()),
            ],
            options={
                'db_table': 'scores_frozen_term',
                'constraints': [models.UniqueConstraint(fields=('year', 'quarter'), name='scores_frozen_once'), models.CheckConstraint(condition=models.Q(('quarter__gte', 0), ('quarter__lte', 4)), name='scores_frozen_quarter')],
            },
        ),
    ]
