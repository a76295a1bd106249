
import django.db.models.deletion
import motcua.kernel.ids
import motcua.organisation.types
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDraft',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('days', models.JSONField()),
                ('until_year', models.IntegerField(null=True)),
                ('paper', models.TextField()),
            ],
            options={
                'db_table': 'organisation_calendar_draft',
            },
        ),
        migrations.CreateModel(
            name='OrderRow',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('post_id', models.UUIDField(null=True)),
                ('kind', models.TextField()),
                ('valid_from', models.DateField()),
                ('paper', models.TextField()),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='organisation.unitrow')),
            ],
            options={
                'db_table': 'organisation_order',
            },
        ),
        migrations.CreateModel(
            name='SettingChange',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('key', models.TextField()),
                ('value', models.JSONField(null=True)),
                ('valid_from', models.DateField()),
                ('reason', models.TextField()),
            ],
            options={
                'db_table': 'organisation_setting',
            },
        ),
        migrations.AddField(
            model_name='calendarversion',
            name='draft_id',
            field=models.UUIDField(null=True),
        ),
        migrations.CreateModel(
            name='OrderUndone',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='organisation.orderrow')),
            ],
            options={
                'db_table': 'organisation_order_undone',
            },
        ),
        migrations.CreateModel(
            name='SettingUndone',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('change', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='organisation.settingchange')),
            ],
            options={
                'db_table': 'organisation_setting_undone',
            },
        ),
        migrations.CreateModel(
            name='CalendarDecision',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('draft', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='organisation.calendardraft')),
                ('verdict', models.TextField()),
                ('touched', models.IntegerField()),
            ],
            options={
                'db_table': 'organisation_calendar_decision',
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', motcua.organisation.types.Verdict)), name='organisation_calendar_verdict')],
            },
        ),
        migrations.AddConstraint(
            model_name='orderrow',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', motcua.organisation.types.OrderKind)), name='organisation_order_kind'),
        ),
    ]
