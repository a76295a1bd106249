"""Other agencies that are asked beside a dossier's way."""


import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0001_begin'),
    ]

    operations = [
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('kind', models.TextField()),
                ('step', models.SmallIntegerField()),
                ('unit_id', models.UUIDField(null=True)),
                ('agency', models.TextField()),
                ('desk', models.UUIDField(null=True)),
                ('question', models.BinaryField()),
                ('due_at', models.DateTimeField(null=True)),
                ('late_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('recalled_at', models.DateTimeField(null=True)),
                ('answer', models.BinaryField(null=True)),
                ('answer_file_id', models.UUIDField(null=True)),
                ('ended_account', models.UUIDField(null=True)),
                ('ended_post', models.UUIDField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_task',
                'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True), ('recalled_at__isnull', True)), fields=['desk', 'late_at'], name='dossiers_task_open_by_desk'), models.Index(condition=models.Q(('answered_at__isnull', True), ('recalled_at__isnull', True)), fields=['by_unit', 'late_at'], name='dossiers_task_open_by_asker')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'parallel'), ('recalled_at__isnull', True)), fields=('dossier', 'step'), name='dossiers_parallel_step_once'), models.CheckConstraint(condition=models.Q(('answered_at__isnull', True), ('recalled_at__isnull', True), _connector='OR'), name='dossiers_task_ends_once')],
            },
        ),
    ]
