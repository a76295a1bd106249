"""The register of a year: closed, printed, its frozen lines."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('dossiers', '0005_paper_books'),
    ]

    operations = [
        migrations.CreateModel(
            name='BookClosing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('last', models.IntegerField()),
                ('cancelled', models.IntegerField()),
                ('open', models.IntegerField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'dossiers_book_closing',
            },
        ),
        migrations.CreateModel(
            name='BookEdition',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('unit_id', models.UUIDField()),
                ('year', models.SmallIntegerField()),
                ('field', models.TextField()),
                ('last', models.IntegerField()),
                ('template', models.SmallIntegerField()),
                ('renderer', models.TextField()),
                ('is_closing', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('by_account', models.UUIDField()),
                ('by_post', models.UUIDField(null=True)),
                ('copied', models.IntegerField()),
                ('laid_out', models.IntegerField()),
                ('pages', models.IntegerField(null=True)),
                ('pdf_id', models.UUIDField(null=True)),
                ('sheet_id', models.UUIDField(null=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'dossiers_book_edition',
            },
        ),
        migrations.CreateModel(
            name='BookPart',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('number', models.SmallIntegerField()),
                ('first', models.IntegerField()),
                ('last', models.IntegerField()),
                ('count', models.IntegerField()),
                ('lines', models.BinaryField()),
            ],
            options={
                'db_table': 'dossiers_book_part',
            },
        ),
        migrations.AddField(
            model_name='bookcounter',
            name='closed_last',
            field=models.IntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name='bookcounter',
            constraint=models.CheckConstraint(condition=models.Q(('closed_last__isnull', True), ('last__lte', models.F('closed_last')), _connector='OR'), name='dossiers_book_is_closed'),
        ),
        migrations.AddField(
            model_name='bookedition',
            name='frozen',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.bookedition'),
        ),
        migrations.AddField(
            model_name='bookclosing',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.bookedition'),
        ),
        migrations.AddField(
            model_name='bookpart',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='dossiers.bookedition'),
        ),
        migrations.AddIndex(
            model_name='bookedition',
            index=models.Index(fields=['unit_id', 'year', 'at'], name='dossiers_book_editions'),
        ),
        migrations.AddConstraint(
            model_name='bookclosing',
            constraint=models.UniqueConstraint(fields=('unit_id', 'year'), name='dossiers_book_closed_once'),
        ),
        migrations.AddConstraint(
            model_name='bookpart',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='dossiers_book_part_once'),
        ),
    ]
