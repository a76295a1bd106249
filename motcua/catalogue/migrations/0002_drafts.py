"""Procedures that are drafted, and the parts that NĐ 63/2010 Đ8.2 asks of a version."""

import django.db.models.deletion
import motcua.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='DraftRow',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('content', models.JSONField()),
                ('revision', models.IntegerField(default=1)),
            ],
            options={
                'db_table': 'catalogue_draft',
            },
        ),
        migrations.AddField(
            model_name='versionrow',
            name='conditions',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='method',
            field=models.TextField(default=''),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='sets',
            field=models.IntegerField(null=True),
        ),
        migrations.AddField(
            model_name='versionrow',
            name='subjects',
            field=models.TextField(default=''),
        ),
        migrations.CreateModel(
            name='DraftEnd',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('draft', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='catalogue.draftrow')),
                ('version_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'catalogue_draft_end',
            },
        ),
        migrations.CreateModel(
            name='DraftWriting',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('revision', models.IntegerField()),
                ('part', models.TextField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.draftrow')),
            ],
            options={
                'db_table': 'catalogue_draft_writing',
                'constraints': [models.UniqueConstraint(fields=('draft', 'revision'), name='catalogue_draft_revision')],
            },
        ),
    ]
