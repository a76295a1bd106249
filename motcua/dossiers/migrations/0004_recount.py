
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0003_ordinary_days'),
    ]

    operations = [
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('decision_id', models.UUIDField()),
                ('calendar', models.IntegerField()),
                ('old_due_at', models.DateTimeField(null=True)),
                ('new_due_at', models.DateTimeField(null=True)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='dossiers.dossier')),
            ],
            options={
                'db_table': 'dossiers_recount',
                'constraints': [models.UniqueConstraint(fields=('dossier', 'decision_id'), name='dossiers_one_recount_a_decision')],
            },
        ),
    ]
