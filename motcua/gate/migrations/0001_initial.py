"""Stored answers with gate_claim(), tallies with gate_count()."""

from django.db import migrations, models

ANSWERS = """
CREATE TABLE gate_answer (
  token   uuid NOT NULL,
  key     text NOT NULL,
  request bytea NOT NULL,
  answer  bytea,
  drawn   jsonb,
  status  integer,
  kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT gate_claim_once PRIMARY KEY (token, key)
);
CREATE INDEX gate_answer_kept_at ON gate_answer USING brin (kept_at);
CREATE FUNCTION gate_claim(p_token uuid, p_key text, p_request bytea, p_answer bytea, p_drawn jsonb, p_status integer)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF p_key IS NOT NULL THEN
    INSERT INTO gate_answer (token, key, request, answer, drawn, status)
    VALUES (p_token, p_key, p_request, p_answer, p_drawn, p_status);
  END IF;
END $$;
COMMENT ON FUNCTION gate_claim IS
  'Keeps an answer under its idempotency key in the caller''s statement; a repeated key violates gate_claim_once. No key: nothing.';
"""

# Not logged: a crash forgets the tallies of the current minutes, and counting costs no wait for the disk.
TALLIES = """
CREATE UNLOGGED TABLE gate_tally (
  kind  text NOT NULL,
  who   bytea NOT NULL,
  since timestamptz NOT NULL,
  times integer NOT NULL,
  PRIMARY KEY (kind, who, since)
);
CREATE INDEX gate_tally_since ON gate_tally (since);
CREATE FUNCTION gate_count(p_kind text, p_who bytea, p_at timestamptz, p_seconds integer)
RETURNS integer LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  counted integer;
BEGIN
  INSERT INTO gate_tally AS t (kind, who, since, times)
  VALUES (p_kind, p_who, to_timestamp(floor(extract(epoch FROM p_at) / p_seconds) * p_seconds), 1)
  ON CONFLICT (kind, who, since) DO UPDATE SET times = t.times + 1
  RETURNING times INTO counted;
  RETURN counted;
END $$;
COMMENT ON FUNCTION gate_count IS 'Counts one more within the window of so many seconds and returns the count.';
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            ANSWERS,
            "DROP FUNCTION gate_claim; DROP TABLE gate_answer;",
            state_operations=[
                migrations.CreateModel(
                    name="KeptAnswer",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "token", "key", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("token", models.UUIDField()),
                        ("key", models.TextField()),
                        ("request", models.BinaryField()),
                        ("answer", models.BinaryField(null=True)),
                        ("drawn", models.JSONField(null=True)),
                        ("status", models.IntegerField(null=True)),
                        ("kept_at", models.DateTimeField()),
                    ],
                    options={"db_table": "gate_answer"},
                ),
            ],
        ),
        migrations.RunSQL(
            TALLIES,
            "DROP FUNCTION gate_count; DROP TABLE gate_tally;",
            state_operations=[
                migrations.CreateModel(
                    name="Tally",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "kind", "who", "since", blank=True, editable=False, primary_key=True, serialize=False
                            ),
                        ),
                        ("kind", models.TextField()),
                        ("who", models.BinaryField()),
                        ("since", models.DateTimeField()),
                        ("times", models.IntegerField()),
                    ],
                    options={"db_table": "gate_tally"},
                ),
            ],
        ),
    ]
