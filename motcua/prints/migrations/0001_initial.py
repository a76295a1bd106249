"""What was printed, with prints_keep()."""

from django.db import migrations, models

# Called inside one-statement acts: what the same statement drew (code, book, ordinal) is kept beside the sealed inputs.
KEEP = """
CREATE FUNCTION prints_keep(p_id uuid, p_form text, p_version integer, p_renderer text, p_owner_kind text, p_owner uuid,
  p_person uuid, p_sealed bytea, p_drawn jsonb, p_at timestamptz) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  INSERT INTO prints_print (id, form, version, renderer, owner_kind, owner_id, person_id, inputs, drawn, kept_at)
  VALUES (p_id, p_form, p_version, p_renderer, p_owner_kind, p_owner, p_person, p_sealed, p_drawn, p_at);
  RETURN p_id;
END $$;
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Print',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('form', models.TextField()),
                ('version', models.SmallIntegerField()),
                ('renderer', models.TextField()),
                ('owner_kind', models.TextField()),
                ('owner_id', models.UUIDField()),
                ('person_id', models.UUIDField(null=True)),
                ('inputs', models.BinaryField()),
                ('drawn', models.JSONField(null=True)),
                ('kept_at', models.DateTimeField()),
                ('sha256', models.BinaryField(null=True)),
            ],
            options={
                'db_table': 'prints_print',
                'indexes': [models.Index(fields=['owner_id'], name='prints_owner'), models.Index(condition=models.Q(('person_id__isnull', False)), fields=['person_id'], name='prints_person')],
            },
        ),
        migrations.RunSQL(KEEP, "DROP FUNCTION prints_keep"),
    ]
