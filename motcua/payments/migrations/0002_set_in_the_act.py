"""What is owed is written in the caller's statement: payments_set()."""

from django.db import migrations

SET = """
CREATE FUNCTION payments_set(p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d payments_dues;
BEGIN
  d := jsonb_populate_record(null::payments_dues, p->'dues');
  INSERT INTO payments_dues SELECT d.*;
  INSERT INTO payments_due_line SELECT l.* FROM jsonb_populate_recordset(null::payments_due_line, p->'lines') l;
  RETURN jsonb_build_object('dues', d.id, 'owed', d.total, 'lines', jsonb_array_length(p->'lines'));
END $$;
COMMENT ON FUNCTION payments_set IS
  'Writes what an owner owes, with its lines, inside the caller''s statement; the newest setting counts.';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0001_begin'),
    ]

    operations = [
        migrations.RunSQL(SET, "DROP FUNCTION payments_set"),
    ]
