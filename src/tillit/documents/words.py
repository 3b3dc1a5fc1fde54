"""The few words a paper adds of its own, per language."""

SWEDISH = {
    "page": "Sida",
    "of": "av",
    "place_and_date": "Ort och datum",
    "signature": "Underskrift",
    "name": "Namnförtydligande",
    "signed": "Undertecknat",
    "untitled": "Utan rubrik",
    "figure": "Figur",
    "attachment": "Samma uppgifter i maskinläsbar form",
}
ENGLISH = {
    "page": "Page",
    "of": "of",
    "place_and_date": "Place and date",
    "signature": "Signature",
    "name": "Name in print",
    "signed": "Signed",
    "untitled": "Untitled",
    "figure": "Figure",
    "attachment": "The same content in machine-readable form",
}
WORDS = {"sv": SWEDISH, "en": ENGLISH}


def words(language: str) -> dict[str, str]:
    """The words for a language; Swedish where there are none."""
    return WORDS.get(language, SWEDISH)
