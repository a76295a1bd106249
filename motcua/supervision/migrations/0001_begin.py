"""Narrative reports: drafts, and what was issued."""

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Narrative',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('ordinal', models.SmallIntegerField()),
                ('template', models.TextField()),
                ('texts', models.JSONField()),
                ('figures', models.JSONField(default=dict)),
                ('revision', models.IntegerField(default=1)),
                ('saved_at', models.DateTimeField()),
                ('saved_account', models.UUIDField()),
                ('issued_at', models.DateTimeField(null=True)),
                ('issued_account', models.UUIDField(null=True)),
                ('digest', models.TextField(default='')),
                ('print_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'supervision_narrative',
                'constraints': [models.UniqueConstraint(fields=('unit_id', 'since', 'until', 'ordinal'), name='supervision_narrative_in_order'), models.UniqueConstraint(condition=models.Q(('issued_at', None)), fields=('unit_id', 'since', 'until'), name='supervision_one_draft'), models.CheckConstraint(condition=models.Q(models.Q(('digest', ''), ('issued_at', None), ('print_id', None)), models.Q(('issued_at__isnull', False), ('print_id__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='supervision_issued_whole')],
            },
        ),
    ]
