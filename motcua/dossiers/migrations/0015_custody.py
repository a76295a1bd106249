"""Originals that go with a hand-over list; papers at agencies outside the system."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0014_delegations'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListOriginal',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('came', models.BooleanField(null=True)),
            ],
            options={
                'db_table': 'dossiers_list_original',
            },
        ),
        migrations.RemoveConstraint(
            model_name='listline',
            name='dossiers_listed_once',
        ),
        migrations.AddField(
            model_name='handoverlist',
            name='signer',
            field=models.BinaryField(null=True),
        ),
        migrations.AddField(
            model_name='handoverlist',
            name='way',
            field=models.TextField(default='between'),
        ),
        migrations.AddField(
            model_name='listline',
            name='task_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AlterField(
            model_name='handoverlist',
            name='to_unit_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddConstraint(
            model_name='listline',
            constraint=models.UniqueConstraint(condition=models.Q(('task_id__isnull', True), models.Q(('verdict__isnull', True), models.Q(('verdict__in', ['missing', 'extra']), _negated=True), _connector='OR')), fields=('dossier', 'move'), name='dossiers_listed_once'),
        ),
        migrations.AddConstraint(
            model_name='listline',
            constraint=models.UniqueConstraint(condition=models.Q(('task_id__isnull', False), models.Q(('verdict__isnull', True), models.Q(('verdict__in', ['missing', 'extra']), _negated=True), _connector='OR')), fields=('task_id', 'move'), name='dossiers_task_listed_once'),
        ),
        migrations.AddField(
            model_name='listoriginal',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals', to='dossiers.listline'),
        ),
        migrations.AddField(
            model_name='listoriginal',
            name='original',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.original'),
        ),
        migrations.AddConstraint(
            model_name='listoriginal',
            constraint=models.UniqueConstraint(fields=('line', 'original'), name='dossiers_list_original_once'),
        ),
    ]
