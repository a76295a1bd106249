"""Lists with which papers are carried between counter and agency."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0012_results'),
    ]

    operations = [
        migrations.CreateModel(
            name='HandOverList',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('office', models.TextField()),
                ('to_unit_id', models.UUIDField()),
                ('to_office', models.TextField()),
                ('year', models.SmallIntegerField()),
                ('ordinal', models.IntegerField()),
                ('handed_at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('carrier', models.BinaryField()),
                ('print_id', models.UUIDField()),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('confirmed_account', models.UUIDField(null=True)),
                ('confirmed_post', models.UUIDField(null=True)),
                ('revision', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_list',
                'indexes': [models.Index(fields=['unit_id', '-handed_at'], name='dossiers_list_from'), models.Index(fields=['to_unit_id', '-handed_at'], name='dossiers_list_to')],
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year', 'ordinal'), name='dossiers_list_number_once')],
            },
        ),
        migrations.CreateModel(
            name='ListCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('last', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_list_counter',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'year'), name='dossiers_list_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='ListLine',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('position', models.SmallIntegerField()),
                ('move', models.IntegerField()),
                ('verdict', models.TextField(null=True)),
                ('note', models.BinaryField(null=True)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_account', models.UUIDField(null=True)),
                ('settlement', models.BinaryField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.dossier')),
                ('list', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='dossiers.handoverlist')),
            ],
            options={
                'db_table': 'dossiers_list_line',
                'indexes': [models.Index(condition=models.Q(('settled_at__isnull', True), ('verdict__in', ['missing', 'damaged', 'extra'])), fields=['list'], name='dossiers_list_differences')],
                'constraints': [models.UniqueConstraint(fields=('list', 'position'), name='dossiers_list_line_in_order'), models.UniqueConstraint(condition=models.Q(('verdict__isnull', True), models.Q(('verdict__in', ['missing', 'extra']), _negated=True), _connector='OR'), fields=('dossier', 'move'), name='dossiers_listed_once')],
            },
        ),
    ]
