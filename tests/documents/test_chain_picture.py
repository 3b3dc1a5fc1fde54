"""The picture of the effect chain: nothing is cleaned away, all of it is there and fits, the table agrees."""

import xml.etree.ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from tillit.documents.chain_picture import EMPTY, HEADERS, TITLE, WIDTH, chain_rows, chain_svg
from tillit.documents.pictures import SVG, clean_svg

STAGES = (
    ("Resurser", ("Två ledare varje kväll", "En lokal i Vasaparken")),
    ("Aktiviteter", ("Öppet hus <fyra> kvällar i veckan & sommarläger i tre veckor för dem som vill",)),
    ("Resultat", ()),
    ("Effekter", ("M" * 200,)),
)
DRAWN = st.lists(
    st.tuples(
        st.sampled_from(["Resurser", "Effekter"]), st.lists(st.text(max_size=200), max_size=4).map(tuple)
    ),
    max_size=5,
)


def parts(svg, tag):
    """The elements of one kind, in order."""
    return list(ET.fromstring(svg).iter(f"{{{SVG}}}{tag}"))


@settings(deadline=None)
@given(DRAWN)
def test_nothing_in_the_picture_is_cleaned_away_and_it_fits_a_phone(stages):
    svg = chain_svg(stages)
    assert clean_svg(svg) == svg
    assert "url(" not in svg
    assert 'id="' not in svg, "two pictures on a page would share it"
    root = ET.fromstring(svg)
    assert root.get("width") == str(WIDTH) == "320"
    assert root.get("viewBox") == f"0 0 320 {root.get('height')}"
    heights = [float(one.get("y")) for one in parts(svg, "text")]
    assert heights == sorted(heights)
    assert all(height < float(root.get("height")) for height in heights)


@settings(deadline=None)
@given(st.text("aåäöMWi1. ", max_size=200))
def test_every_sign_of_a_text_is_drawn_in_lines_that_fit(text):
    lines = [one.text or "" for one in parts(chain_svg([("Resurser", (text,))]), "text")][1:]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(16 * (0.95 * sum(sign in "MWÅÄÖ" for sign in line)) <= 278 for line in lines)
    assert all(len(line) <= 30 for line in lines)


def test_the_stages_stand_under_each_other_with_arrows_between_and_gaps_that_are_seen():
    svg = chain_svg(STAGES)
    assert [one.text for one in parts(svg, "title")] == [TITLE]
    boxes = parts(svg, "rect")
    assert len(boxes) == 4
    assert len(parts(svg, "path")) == 3
    ends = [float(one.get("y")) + float(one.get("height")) for one in boxes]
    assert all(float(after.get("y")) - end == 30 for end, after in zip(ends, boxes[1:], strict=False))
    assert [one.get("stroke-dasharray") for one in boxes] == [None, None, "4 4", None]
    assert {one.get("font-size") for one in parts(svg, "g")} == {"16"}
    assert "currentColor" in svg
    assert "#" not in svg, "no colour of its own"
    texts = [one.text for one in parts(svg, "text")]
    for name in ("Resurser", "Två ledare varje kväll", EMPTY):
        assert name in texts


def test_the_table_says_the_same():
    assert chain_rows(STAGES) == (
        ("Resurser", "Två ledare varje kväll"),
        ("Resurser", "En lokal i Vasaparken"),
        ("Aktiviteter", STAGES[1][1][0]),
        ("Resultat", EMPTY),
        ("Effekter", "M" * 200),
    )
    assert len(HEADERS) == 2
