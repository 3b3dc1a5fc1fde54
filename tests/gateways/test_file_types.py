"""Files are judged by what they are: honest ones come in, hostile ones never do, and nothing else happens."""

import io
import time
import tracemalloc

import pytest
from docx import Document
from docx.shared import Cm
from hypothesis import given
from hypothesis import strategies as st

import given as _profile  # noqa: F401 - the house's profile
from gateways.honest import docx_as_saved, honest_files, jpeg, odf_members, packed, pdf, png, stream
from gateways.hostile import hostile_files
from tillit.gateways.bad_files import BadFile
from tillit.gateways.file_names import extension, safe_name
from tillit.gateways.file_types import KINDS, judge

HOSTILE = list(hostile_files())


def test_honest_files_of_every_kind_come_in():
    assert set(honest_files()) == set(KINDS)
    for kind, data in honest_files().items():
        assert judge(f"Bilaga 1.{kind}", data).extension == kind
        assert judge(f"BILAGA.{kind.upper()}", data).extension == kind
    assert judge("utan ändelse", honest_files()["pdf"]).mime == "application/pdf"
    assert judge("foto.jpeg", honest_files()["jpg"]).extension == "jpg"


def test_a_word_document_with_a_picture_and_a_link_comes_in():
    assert judge("a.docx", docx_as_saved()).extension == "docx"
    document = Document()
    document.add_picture(io.BytesIO(png()), width=Cm(2))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to("https://example.se/", kind, is_external=True)
    kept = io.BytesIO()
    document.save(kept)
    assert judge("a.docx", kept.getvalue()).extension == "docx"


def test_text_in_the_encodings_people_have_comes_in():
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert judge("a.txt", "Åsa sade “ja” – 5 < 6.\r\n".encode(encoding)).extension == "txt"
    assert judge("a.csv", b"namn;belopp\n-5;+46 8\n").extension == "csv"


def test_photos_from_phones_come_in():
    assert judge("a.jpg", jpeg() + jpeg()).extension == "jpg"
    assert judge("a.jpg", jpeg() + b"\0" * 40).extension == "jpg"
    assert judge("a.jpg", jpeg() + b"\0\0\1\x0aImage_UTC_Data1SEFHSEFT").extension == "jpg"


def test_a_pdf_with_data_attached_comes_in():
    data = stream(b'{"svar": 1}', b"/Type/EmbeddedFile/Subtype/application#2Fjson")
    assert judge("a.pdf", pdf(data, b"<</Type/Filespec/F(svar.json)/EF<</F 5 0 R>>>>")).extension == "pdf"


def test_an_opendocument_with_a_chart_and_a_template_note_comes_in():
    link = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href'
    meta = (
        f'<m:meta xmlns:m="urn:m"><m:template {link}="../mall.ott"/><m:object {link}="./Object 1"/></m:meta>'
    )
    more = {"meta.xml": meta.encode(), "Object 1/content.xml": b"<a/>", "Configurations2/": b""}
    assert judge("a.odt", packed({**odf_members(), **more})).extension == "odt"


def test_the_corpus_is_large_and_always_the_same():
    assert len(HOSTILE) >= 500
    assert sum(must for _, _, must in HOSTILE) >= 500


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 100))
def test_hostile_files_are_refused_in_plain_words_within_bounds(first):
    wrong = []
    for name, data, must_refuse in HOSTILE[first : first + 100]:
        began = time.process_time()
        try:
            kind = judge(name, data)
        except BadFile as refusal:
            if not (str(refusal).startswith(f"{safe_name(name)}: ") and refusal.what and refusal.how):
                wrong.append((name, str(refusal)))
        else:
            if must_refuse:
                wrong.append((name, kind.extension))
        assert time.process_time() - began < 10, name
    assert wrong == []


def test_bombs_take_little_memory():
    tracemalloc.start()
    try:
        for name, data, _ in HOSTILE:
            if any(word in name for word in ("ratio", "total", "entries", "long-token", "lie-size")):
                tracemalloc.reset_peak()
                before = tracemalloc.get_traced_memory()[0]
                with pytest.raises(BadFile):
                    judge(name, data)
                assert tracemalloc.get_traced_memory()[1] - before < 20_000_000, name
    finally:
        tracemalloc.stop()


def test_the_size_is_an_argument_and_the_message_says_it():
    with pytest.raises(BadFile, match="större än 1 MB"):
        judge("a.txt", b"a" * (1024 * 1024 + 1), largest=1024 * 1024)
    with pytest.raises(BadFile, match=r"^a\.txt: Filen är tom\. "):
        judge("a.txt", b"")


@given(st.sampled_from(sorted(KINDS)), st.binary(max_size=300), st.integers(0, 400), st.integers(0, 60))
def test_any_damage_is_judged_and_never_breaks(kind, piece, at, gone):
    data = honest_files()[kind]
    at %= len(data)
    try:
        judged = judge(f"a.{kind}", data[:at] + piece + data[at + gone :])
    except BadFile:
        return
    assert judged.extension in KINDS


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_and_stays_the_same(name):
    safe = safe_name(name)
    assert 1 <= len(safe) <= 120
    assert safe == safe_name(safe)
    assert not set(safe) & set('/\\<>:"|?*;\0\r\n\t')
    assert safe.isprintable()
    assert not safe.startswith(".")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Mina dokument\\Stadgar.pdf", "Stadgar.pdf"),
        ("Stadgar\u202efdp.exe", "Stadgarfdp.exe"),
        ("A\u030arsredovisning 2026.pdf", "Årsredovisning 2026.pdf"),
        ("CON.pdf", "fil-CON.pdf"),
        ("Convention.pdf", "Convention.pdf"),
        ("...", "fil"),
        ("", "fil"),
        ("x\r\nSet-Cookie: a.txt", "xSet-Cookie- a.txt"),
        ("å" * 300 + ".docx", "å" * 115 + ".docx"),
    ],
)
def test_safe_names_of_hostile_ones(name, safe):
    assert safe_name(name) == safe


def test_the_extension_is_read_from_the_safe_name():
    assert extension("a.PDF") == "pdf"
    assert extension("a.pdf\0.exe") == "exe"
    assert extension("pdf") == extension("a.") == extension("a.å b") == ""
