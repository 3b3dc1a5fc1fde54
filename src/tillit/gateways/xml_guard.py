"""XML from outside, read as a stream: no DOCTYPE, no entities, bounded, and every element looked at.

expat is used directly, with the refusals that defusedxml makes, because it takes the content in chunks
without building a tree: a part of 100 MB costs no memory.
"""

from collections.abc import Callable, Mapping
from xml.parsers import expat

from tillit.gateways.bad_files import active, damaged, too_big_inside

MOST_ELEMENTS = 2_000_000
MOST_DEPTH = 1_000
LONGEST_TOKEN = 256 * 1024
#: Told every element: its local name, and its attributes by local name.
Look = Callable[[str, Mapping[str, str]], None]
BEGINNINGS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def begins_as_xml(data: bytes) -> bool:
    """Whether the first bytes are those of XML, in any encoding that office programs read."""
    return data.lstrip(b" \t\r\n").startswith(BEGINNINGS)


class XmlGuard:
    """Reads one XML part in chunks: `feed` each, then `close`. Both raise BadFile."""

    def __init__(self, look: Look, *, text_of: str = "") -> None:
        """``look`` is told each element; the text inside elements named ``text_of`` is kept in `text`."""
        self._look, self._text_of = look, text_of
        self._elements = self._depth = self._fed = 0
        self._keeping = False
        self.text = ""
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        if text_of:
            self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes) -> None:
        """Read one more chunk."""
        self._parse(chunk, last=False)
        self._fed += len(chunk)
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise too_big_inside()

    def close(self) -> None:
        """Say that there is no more. Raises BadFile when the part is not complete."""
        self._parse(b"", last=True)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise damaged() from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MOST_ELEMENTS or self._depth > MOST_DEPTH:
            raise too_big_inside()
        local = name.rpartition(" ")[2]
        self._keeping = bool(self._text_of) and local == self._text_of
        if not self._keeping and self._text_of and local == "fldChar":
            self.text += "\n"
        self._look(local, {key.rpartition(" ")[2]: value for key, value in attributes.items()})

    def _end(self, _name: str) -> None:
        self._depth -= 1
        self._keeping = False

    def _characters(self, text: str) -> None:
        if self._keeping:
            self.text += text
            if len(self.text) > LONGEST_TOKEN:
                raise too_big_inside()

    def _doctype(self, *_: object) -> None:
        raise active("en XML-deklaration (DOCTYPE) som inte hör hemma i ett dokument")


def read_whole(chunks: list[bytes], look: Look) -> None:
    """Read a small part that is already in memory. Raises BadFile."""
    guard = XmlGuard(look)
    for chunk in chunks:
        guard.feed(chunk)
    guard.close()
