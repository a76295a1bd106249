"""Where dossiers came from that another system had; they stand in no register of ours."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0018_closed_months'),
    ]

    operations = [
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='dossiers.dossier')),
                ('run_id', models.UUIDField()),
                ('line', models.IntegerField()),
                ('digest', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('days_left', models.DecimalField(decimal_places=3, max_digits=8, null=True)),
                ('revision', models.IntegerField()),
            ],
            options={
                'db_table': 'dossiers_origin',
            },
        ),
        migrations.RemoveConstraint(
            model_name='dossier',
            name='dossiers_code_means_received',
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('code__isnull', True), models.Q(('received_at__isnull', False), models.Q(('ordinal__isnull', False), ('book_year__isnull', True), _connector='OR')), _connector='OR'), name='dossiers_code_means_received'),
        ),
        migrations.AddIndex(
            model_name='origin',
            index=models.Index(fields=['run_id', 'line'], name='dossiers_origin_of_run'),
        ),
    ]
