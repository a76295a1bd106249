"""One line is proven to a citizen, who checks the file without us."""

import copy
import json
import subprocess
import sys

import pytest

from motcua.kernel import keys
from motcua.kernel.ids import new_id
from motcua.ledger import proofs, roots, rules, sealer
from motcua.ledger.tests.world import connect, put_many


@pytest.fixture
def application(fresh_db):
    with connect(fresh_db.address(), autocommit=True) as opened:
        yield opened


@pytest.fixture
def proof(fresh_db, application):
    ids = put_many(fresh_db.address(), 7)
    sealer.seal_now(application)
    put_many(fresh_db.address(), 5)
    sealer.seal_now(application)
    roots.sign(application)
    put_many(fresh_db.address(), 3)
    sealer.seal_now(application)
    return json.loads(json.dumps(proofs.proof_of(application, ids[4])))


def test_a_proof_leads_from_the_line_to_the_signature(proof):
    assert proofs.check(proof) is None
    assert proofs.check(proof, rules.public_key(keys.root_key())) is None
    assert [batch["number"] for batch in proof["batches"]] == [1, 2]
    assert (proof["line"]["verb"], proof["line"]["facts"]) == ("trial.done", '{"n": 4}')


@pytest.mark.parametrize(
    "spoil",
    [
        lambda proof: proof["line"].update(facts='{"n": 5}'),
        lambda proof: proof["line"].update(at="2020-05-11T01:30:00.000001+00:00"),
        lambda proof: proof["line"].update(post=proof["line"]["actor"]),
        lambda proof: proof["path"].pop(),
        lambda proof: proof["batches"].pop(),
        lambda proof: proof["batches"].clear(),
        lambda proof: proof["batches"][1].update(total=13),
        lambda proof: proof["root"].update(root="00" * 32),
        lambda proof: proof["root"].update(signature="00" * 64),
        lambda proof: proof.pop("line"),
        lambda proof: proof["line"].pop("seq"),
        lambda proof: proof.update(format="else"),
    ],
)
def test_a_spoilt_proof_does_not_hold(proof, spoil):
    spoilt = copy.deepcopy(proof)
    spoil(spoilt)
    assert proofs.check(spoilt) is not None


def test_a_proof_signed_by_somebody_else_does_not_hold(proof):
    assert proofs.check(proof, rules.public_key(bytes(32))) is not None


def test_the_newest_line_is_proven_with_a_root_signed_for_it(fresh_db, application):
    (line,) = put_many(fresh_db.address(), 1)
    with pytest.raises(proofs.NotProvable, match="unsealed"):
        proofs.proof_of(application, line)
    sealer.seal_now(application)
    assert proofs.check(proofs.proof_of(application, line)) is None


def test_what_is_not_there_cannot_be_proven(application):
    with pytest.raises(proofs.NotProvable, match="unknown"):
        proofs.proof_of(application, new_id())


def test_the_commands_prove_and_check(fresh_db, application, tmp_path):
    line = put_many(fresh_db.address(), 3)[1]

    def motcua(*words):
        program = "import sys; from motcua.website.command import run; sys.exit(run(sys.argv[1:]))"
        return subprocess.run(
            [sys.executable, "-c", program, "ledger", *words],
            env=fresh_db.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    assert json.loads(motcua("seal", "--json").stdout) == {"sealed": 3}
    proof = motcua("proof", str(line))
    (tmp_path / "proof.json").write_text(proof.stdout)
    key = motcua("key").stdout.strip()
    checked = motcua("check-proof", str(tmp_path / "proof.json"), "--key", key)
    assert (checked.returncode, checked.stdout.split(":")[0]) == (0, "Đúng")
    verdict = json.loads(motcua("verify", "--json").stdout)
    assert verdict.pop("seconds") > 0
    assert verdict == {"ok": True, "lines": 3, "batches": 1, "unsealed": 0, "outside_roots": 0, "fault": None}
    assert motcua("proof", str(new_id())).returncode == 1
    assert motcua("verify").stdout.splitlines()[-1] == "Nhật ký nguyên vẹn."
