"""How long dossiers stayed at each step."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0021_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('pk', models.CompositePrimaryKey('dossier_id', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                ('dossier_id', models.UUIDField()),
                ('seq', models.IntegerField()),
                ('step', models.SmallIntegerField()),
                ('role', models.TextField()),
                ('unit_id', models.UUIDField()),
                ('begun_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField()),
                ('minutes', models.IntegerField()),
                ('allotted', models.IntegerField(null=True)),
                ('is_late', models.BooleanField(null=True)),
                ('procedure_id', models.UUIDField()),
                ('receiving_unit_id', models.UUIDField()),
                ('competent_unit_id', models.UUIDField()),
                ('field', models.TextField()),
            ],
            options={
                'db_table': 'dossiers_stay',
                'indexes': [models.Index(fields=['ended_at', 'dossier_id', 'seq'], name='dossiers_stay_by_end')],
            },
        ),
    ]
