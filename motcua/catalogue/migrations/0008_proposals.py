"""Changed versions that wait for a second person."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0007_needs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProposalRow',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('base_until', models.DateField(null=True)),
                ('part', models.TextField()),
                ('level', models.TextField(default='')),
                ('content', models.JSONField()),
                ('valid_from', models.DateField()),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.versionrow')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.procedurerow')),
            ],
            options={
                'db_table': 'catalogue_proposal',
            },
        ),
        migrations.CreateModel(
            name='ProposalEndRow',
            fields=[
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('proposal', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, serialize=False, to='catalogue.proposalrow')),
                ('state', models.TextField()),
                ('version_id', models.UUIDField(null=True)),
                ('reason', models.TextField(default='')),
            ],
            options={
                'db_table': 'catalogue_proposal_end',
            },
        ),
    ]
