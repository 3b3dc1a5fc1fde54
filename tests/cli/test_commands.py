"""The commands through their front door: what they print, and what bad input gets."""

import hashlib
import json
from pathlib import Path

import jsonschema
import pytest

from tillit.cli.schema import NAMES, schema
from tillit.config.command import main
from tillit.documents.fonts import FontsMissingError

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "examples" / "cases").glob("*.json"))
ALINGSAS = str(ROOT / "examples" / "cases" / "alingsas-ginstgarden.json")


@pytest.fixture
def tell(capsys):
    """Runs a command and gives its exit code, output and errors."""

    def run(*argv):
        code = main([str(word) for word in argv])
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def case(tmp_path):
    """Writes a case file."""

    def write(content, name="fall.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return path

    return write


def fits(name, text):
    value = json.loads(text)
    jsonschema.validate(value, schema(name), format_checker=jsonschema.FormatChecker())
    return value


def test_every_real_case_under_every_guideline_fits_the_schema(tell):
    code, out, err = tell("assess", *CASES, "--all", "--json", "--on", "2026-11-22")
    assert (code, err) == (0, "")
    found = fits("assess", out)
    assert len(found) == 61 * 13
    assert {one["case"] for one in found} == {path.stem for path in CASES}


def test_every_case_file_fits_its_schema_and_tells_why_and_from_where():
    for path in CASES:
        case = fits("case", path.read_text(encoding="utf-8"))
        told = {fact for fact, value in case["facts"].items() if value is not None}
        assert set(case["motivations"]) == set(case["sources"]) == told


def test_the_court_case_is_excluded_under_the_law_with_the_court_as_source(tell):
    _, out, _ = tell("assess", ALINGSAS, "--json")
    (one,) = json.loads(out)
    assert one["guideline"] == "law-se"
    partnership = one["forms"]["partnership"]
    assert partnership["standing"] == "excluded"
    assert any("HFD 2020 ref. 15" in reason["source"] for reason in partnership["reasons"])


def test_no_rule_names_or_fits_a_single_case():
    rules = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "guidelines").glob("*.toml"))
    assert not [path.stem for path in CASES if path.stem in rules]


def test_a_number_past_its_period_is_marked_where_it_is_used(tell, case):
    path = case({"facts": {"payment_for_performance": True}})
    for day, in_force in (("2025-06-01", True), ("2026-11-22", False)):
        _, out, _ = tell("assess", path, "--json", "--on", day)
        reasons = json.loads(out)[0]["forms"]["procurement"]["reasons"]
        amounts = {a["id"]: a for r in reasons for a in r.get("amounts", ())}
        assert amounts["direct_procurement_annex_2"]["in_force"] is in_force
        assert amounts["direct_procurement"]["in_force"] is True


def test_toml_cases_and_several_guidelines(tell, case):
    path = case('title = "Idé"\n[facts]\nmarket_exists = true\n', "idé.toml")
    code, out, _ = tell("assess", path, "--guideline", "umea", "--guideline", "skr-2018", "--json")
    assert code == 0
    assert [(one["case"], one["guideline"]) for one in json.loads(out)] == [
        ("idé", "umea"),
        ("idé", "skr-2018"),
    ]


def test_plain_text_says_that_it_is_support(tell):
    code, out, _ = tell("assess", ALINGSAS)
    assert code == 0
    assert "Det här är ett stöd, inte ett beslut." in out


BAD_CASES = {
    "unknown fact": ({"facts": {"market_exist": True}}, "market_exists"),
    "wrong type": ({"facts": {"market_exists": "ja"}}, "facts.market_exists"),
    "number": ({"facts": {"market_exists": 1}}, "facts.market_exists"),
    "no facts": ({"title": "x"}, "facts"),
    "unknown key": ({"fact": {}, "facts": {}}, "facts"),
    "facts as list": ({"facts": []}, "facts"),
    "motivation of an unknown fact": ({"facts": {}, "motivations": {"bada": "x"}}, "bada"),
    "title as number": ({"facts": {}, "title": 3}, "title"),
    "not JSON": ("{", "rad 1"),
    "empty": ("", "JSON"),
    "a list": ([], "lista"),
    "deep": ("[" * 100_000, "fall.json"),
    "NaN": ('{"facts": NaN}', "NaN"),
}


@pytest.mark.parametrize(("content", "said"), BAD_CASES.values(), ids=BAD_CASES)
def test_a_bad_case_gets_one_line_and_nothing_is_half_done(tell, case, content, said):
    bad = case(content)
    code, out, err = tell("assess", ALINGSAS, bad)
    assert code == 2
    assert out == ""
    assert err.count("\n") == 1
    assert "fall.json" in err
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["assess", ALINGSAS, "--guideline", "stokholm"], "stockholm"),
        (["assess", ALINGSAS, "--on", "i går"], "2026-11-22"),
        (["assess", ALINGSAS, "--all", "--guideline", "umea"], "--all"),
        (["assess", "finns-inte.json"], "finns-inte.json"),
        (["assess"], "FIL"),
        (["asses", ALINGSAS], "asses"),
        (["guidelines", "show", "göteborg"], "goteborg"),
        (["guidelines", "compare", "umea", "vrg"], "vgr"),
        (["schema", "asses"], "assess"),
        (["print", "lathund", "--guideline", "umea", "-o", "x.txt"], ".pdf"),
        (["print", "assessment", ALINGSAS, "-o", "/finns/inte/x.pdf"], "mappen"),
        (["replay", ALINGSAS], "kvitto"),
        (["replay", "finns-inte.json"], "finns-inte.json"),
    ],
)
def test_bad_words_get_one_line_that_helps(tell, argv, said):
    code, out, err = tell(*argv)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_guidelines_are_listed_shown_checked_and_compared(tell):
    _, out, _ = tell("guidelines", "list", "--json")
    ids = [one["id"] for one in json.loads(out)]
    assert ids[0] == "law-se"
    assert len(ids) == 13
    for name in ids:
        assert tell("guidelines", "show", name)[0] == 0
        assert json.loads(tell("guidelines", "show", name, "--json")[1])["rules"]
    assert {
        one["id"] for one in fits("check", tell("guidelines", "check", "--json")[1])["guidelines"]
    } == set(ids)
    assert tell("guidelines", "check")[0] == 0
    fits("compare", tell("guidelines", "compare", "forum-2010", "malmo", "--json")[1])
    assert "Minsta fall" in tell("guidelines", "compare", "forum-2010", "malmo")[1]


def test_schemas_are_schemas(tell):
    for name in NAMES:
        code, out, _ = tell("schema", name)
        assert code == 0
        jsonschema.Draft202012Validator.check_schema(json.loads(out))


def test_a_receipt_replays_and_a_changed_one_does_not(tell, case):
    _, out, _ = tell("assess", ALINGSAS, "--all", "--json")
    assert tell("replay", case(out))[0] == 0
    for key, value in (("recommended", "grant"), ("on", "2020-01-01")):
        changed = json.loads(out)
        changed[0]["receipt"][key] = value
        code, said, _ = tell("replay", case(changed))
        assert code == 1
        assert "ändrats" in said
    changed = json.loads(out)
    changed[0]["receipt"]["facts"]["market_exists"] = False
    assert tell("replay", case(changed), "--json")[0] == 1


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_papers_are_printed(tell, tmp_path, suffix):
    for name, argv in (("lathund", []), ("assessment", [ALINGSAS])):
        path = tmp_path / f"{name}.{suffix}"
        code, out, err = tell("print", name, *argv, "--guideline", "stockholm", "-o", path)
        assert (code, err) == (0, "")
        assert str(path) in out
        assert path.read_bytes()[:4] == (b"%PDF" if suffix == "pdf" else b"PK\x03\x04")


def test_docs_cases_is_what_the_command_prints_now(tell):
    _, out, _ = tell("cases", *CASES)
    assert out == (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            '"payment_for_performance", "@market"',
            '"payment_for_perfomance", "@market"',
            "payment_for_performance",
        ),
        ('market = { any = ["market_exists",', 'market = { any = ["@contract",', "ring"),
        ('effect = "requires"', 'effect = "require"', "requires"),
        ("valid_from = 2020-03-11", 'valid_from = "2020"', "datum"),
        ('id = "law-se"', 'id = "lag"', "law-se"),
        ("[[rule]]", "[[rule]", "TOML"),
    ],
)
def test_a_broken_guideline_is_named_with_place_and_help(tell, settings, tmp_path, old, new, said):
    text = (ROOT / "guidelines" / "law-se.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "law-se.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    settings.GUIDELINES_DIR = tmp_path
    for argv in (["guidelines", "check"], ["assess", ALINGSAS]):
        code, out, err = tell(*argv)
        assert (code, out) == (2, "")
        assert "law-se.toml" in err
        assert said in err
        assert err.count("\n") == 1


def test_a_guideline_with_a_dead_rule_makes_the_check_fail(tell, settings, tmp_path):
    text = (ROOT / "guidelines" / "law-se.toml").read_text(encoding="utf-8")
    copy = text.split("[[rule]]")[1].replace("kommunal-kompetens", "samma-igen")
    (tmp_path / "law-se.toml").write_text(text + "\n[[rule]]" + copy, encoding="utf-8")
    settings.GUIDELINES_DIR = tmp_path
    code, out, _ = tell("guidelines", "check", "law-se", "--json")
    assert code == 1
    assert {dead["rule"] for dead in fits("check", out)["guidelines"][0]["dead_rules"]} == {
        "law-se.samma-igen"
    }


def sealed(body):
    """A receipt with a digest that fits whatever it says."""
    plain = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**body, "sha256": hashlib.sha256(plain.encode()).hexdigest()}


@pytest.mark.parametrize(
    "wrong",
    [
        {"guidelines": [{}]},
        {"guidelines": {}},
        {"guidelines": [7]},
        {"on": "i går"},
        {"on": None},
        {"facts": {"market_exists": "ja"}},
        {"facts": []},
    ],
)
def test_a_forged_receipt_gets_one_line(tell, case, wrong):
    _, out, _ = tell("assess", ALINGSAS, "--json")
    body = json.loads(out)[0]["receipt"]
    del body["sha256"]
    code, out, err = tell("replay", case(sealed({**body, **wrong})))
    assert (code, out) == (2, "")
    assert "kvittot" in err
    assert err.count("\n") == 1


def test_missing_fonts_are_told_in_one_line(tell, monkeypatch, tmp_path):
    def missing(*_args, **_more):
        raise FontsMissingError("Typsnitten saknas. Kör `make setup`.")

    monkeypatch.setattr("tillit.cli.printing.render_pdf", missing)
    code, _, err = tell("print", "lathund", "-o", tmp_path / "x.pdf")
    assert code == 1
    assert err == "tillit: Typsnitten saknas. Kör `make setup`.\n"
