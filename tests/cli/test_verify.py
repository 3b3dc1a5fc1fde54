"""`tillit verify` and `tillit trail` through their front door."""

import json

import pytest

from tillit.cli import main
from tillit.gateways.sealing import Signer
from tillit.store.models import Entry, Organisation
from trail_histories import History, note_heads


@pytest.fixture(autouse=True)
def own_anchors(settings, tmp_path):
    """Keys and noted heads for each test."""
    settings.ANCHORS_DIR = tmp_path / "anchors"
    settings.KEYS_DIR = tmp_path / "keys"


@pytest.fixture
def history(db):
    """A small noted world."""
    made = History(1)
    for _ in range(5):
        made.step()
    note_heads()
    return made


@pytest.fixture
def tell(capsys):
    """Runs a command and gives its exit code, output and errors."""

    def run(*argv):
        code = main([str(word) for word in argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def exported(tell, chain, path):
    """Export a chain to a file."""
    code, _out, err = tell("trail", "export", chain, "-o", path)
    assert (code, err) == (0, "")
    return path


def test_a_whole_database_is_said_to_hold(tell, history):
    code, out, err = tell("verify")
    assert (code, err) == (0, "")
    assert out.startswith("Allt stämmer: ")
    code, out, _err = tell("verify", "--json")
    said = json.loads(out)
    assert (code, said["holds"], said["breaks"]) == (0, True, [])
    assert said["entries"] == Entry.objects.count()


def test_a_broken_one_names_the_chain_the_entry_and_why(tell, history):
    Organisation.objects.update(name="En annan")
    code, out, _err = tell("verify")
    assert code == 1
    assert f"organisation:{history.organisation.pk}, post " in out
    assert "är inte som posten säger" in out
    assert json.loads(tell("verify", "--json")[1])["holds"] is False


def test_an_exported_chain_is_checked_without_the_database(
    tell, history, tmp_path, settings, django_db_blocker
):
    path = exported(tell, f"case:{history.case.pk}", tmp_path / "kedja.json")
    key = tmp_path / "nyckel.pem"
    assert tell("trail", "key", "-o", key)[0] == 0
    settings.KEYS_DIR = tmp_path / "elsewhere"
    with django_db_blocker.block():
        assert tell("verify", path, "--key", key)[0] == 0
        data = json.loads(path.read_text())
        data["entries"][0]["actor"] = "någon annan"
        path.write_text(json.dumps(data))
        code, out, _err = tell("verify", path, "--key", key)
    assert code == 1
    assert f"case:{history.case.pk}, post 1: Innehållet är ändrat efteråt." in out


def test_a_cut_export_holds_alone_and_breaks_against_the_heads(tell, history, tmp_path):
    path = exported(tell, f"case:{history.case.pk}", tmp_path / "kedja.json")
    data = json.loads(path.read_text())
    data["entries"].pop()
    path.write_text(json.dumps(data))
    assert tell("verify", path)[0] == 0
    code, out, _err = tell("verify", path, "--heads", tmp_path / "anchors" / "heads.txt")
    assert code == 1
    assert "Slutet är borta" in out


def test_an_export_sealed_with_another_key_is_broken(tell, history, tmp_path):
    path = exported(tell, "house", tmp_path / "kedja.json")
    key = tmp_path / "annan.pem"
    key.write_bytes(Signer(b"x" * 32).public_key)
    code, out, _err = tell("verify", path, "--key", key)
    assert (code, "Sigillet stämmer inte" in out) == (1, True)


def test_an_export_tells_no_texts(tell, history, tmp_path):
    chain = f"organisation:{history.organisation.pk}"
    text = exported(tell, chain, tmp_path / "kedja.json").read_text()
    assert history.organisation.name not in text
    assert "@" not in text


def test_wrong_use_is_one_line_and_two(tell, history, tmp_path):
    bad = tmp_path / "fel.json"
    bad.write_text("{}")
    pem = tmp_path / "fel.pem"
    pem.write_text("inget")
    for argv in (
        ("verify", tmp_path / "saknas.json"),
        ("verify", bad),
        ("verify", "--key", pem),
        ("verify", "--key", tmp_path / "saknas.pem"),
        ("verify", "--heads", tmp_path / "saknas.txt"),
        ("trail", "export", "case:saknas"),
        ("trail", "export", "house", "-o", tmp_path / "saknas" / "fil.json"),
        ("trail",),
    ):
        code, out, err = tell(*argv)
        assert (code, out, err.count("\n")) == (2, "", 1), argv
        assert err.startswith("tillit: ")


def test_the_key_is_shown_and_is_public(tell, history, tmp_path, settings):
    _code, out, _err = tell("trail", "key")
    assert out.startswith("-----BEGIN PUBLIC KEY-----")
    assert json.loads(tell("trail", "key", "--json")[1])["key"] == out
    settings.KEYS_DIR = tmp_path / "none"
    assert tell("trail", "key")[0] == 2
