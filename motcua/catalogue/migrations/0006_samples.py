"""Declaration forms of the folder, and uploaded samples."""

import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.ids


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0005_keeping'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeclarationRow',
            fields=[
                ('form_id', models.TextField(primary_key=True, serialize=False)),
                ('codes', models.JSONField()),
                ('content', models.JSONField()),
            ],
            options={
                'db_table': 'catalogue_declaration',
            },
        ),
        migrations.CreateModel(
            name='SampleRow',
            fields=[
                ('id', models.UUIDField(default=motcua.kernel.ids.new_id, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('file_id', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('by_unit', models.UUIDField(null=True)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='catalogue.procedurerow')),
            ],
            options={
                'db_table': 'catalogue_sample',
                'constraints': [models.UniqueConstraint(fields=('procedure', 'number'), name='catalogue_sample_in_order')],
            },
        ),
    ]
