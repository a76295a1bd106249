"""Months that are over, counted once; dossiers found by their end."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0017_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClosedMonth',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('month', models.DateField(unique=True)),
                ('revision', models.IntegerField()),
                ('digest', models.TextField()),
                ('changed', models.BooleanField()),
            ],
            options={
                'db_table': 'dossiers_closed_month',
            },
        ),
        migrations.CreateModel(
            name='MonthFigures',
            fields=[
                ('pk', models.CompositePrimaryKey('month', 'procedure_id', 'receiving_unit_id', 'competent_unit_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('month', models.DateField()),
                ('procedure_id', models.UUIDField()),
                ('receiving_unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('field', models.TextField()),
                ('carried', models.IntegerField()),
                ('received', models.IntegerField()),
                ('online', models.IntegerField()),
                ('at_counter', models.IntegerField()),
                ('by_post', models.IntegerField()),
                ('solved', models.IntegerField()),
                ('early', models.IntegerField()),
                ('on_time', models.IntegerField()),
                ('late', models.IntegerField()),
                ('undecided', models.IntegerField()),
                ('open', models.IntegerField()),
                ('open_in_time', models.IntegerField()),
                ('near', models.IntegerField()),
                ('open_late', models.IntegerField()),
                ('waiting', models.IntegerField()),
                ('to_return', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_month_figures',
            },
        ),
        migrations.AddIndex(
            model_name='standing',
            index=models.Index(django.db.models.functions.comparison.Coalesce('finished_at', 'closed_at'), name='dossiers_by_end'),
        ),
    ]
