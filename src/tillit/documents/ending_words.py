"""The words of the ways out: what each is called, what it means, how its letter begins, what one can do next.

Pages and papers share them. `{word}` is the authority's own word for the agreement.
"""

from tillit.domain.endings import Way

NAMES: dict[Way, str] = {
    Way.AGREEMENT: "Gå vidare till {word}",
    Way.GRANT: "Föreslå ett föreningsbidrag",
    Way.PROCUREMENT: "Upphandla i stället",
    Way.CHOICE: "Använd ett valfrihetssystem",
    Way.DECLINE: "Säg nej",
    Way.WITHDRAW: "Föreningen har lämnat ärendet",
}
MEANINGS: dict[Way, str] = {
    Way.AGREEMENT: "Parterna skriver tillsammans. Ärendet fortsätter.",
    Way.GRANT: "När stödet gäller föreningens egen verksamhet och ni inte ska styra den.",
    Way.PROCUREMENT: "När ni vet vilken tjänst ni vill ha och flera kan utföra den.",
    Way.CHOICE: "När den enskilda själv ska välja vem som utför tjänsten.",
    Way.DECLINE: "När ni inte går vidare i någon form.",
    Way.WITHDRAW: "Föreningen vill inte längre vara med.",
}
TITLES: dict[Way, str] = {
    Way.AGREEMENT: "Vi vill gå vidare till {word}",
    Way.GRANT: "Vi föreslår ett föreningsbidrag",
    Way.PROCUREMENT: "Vi behöver upphandla",
    Way.CHOICE: "Vi använder ett valfrihetssystem",
    Way.DECLINE: "Vi går inte vidare",
    Way.WITHDRAW: "Vi har lämnat ärendet",
}
LEADS: dict[Way, str] = {
    Way.AGREEMENT: "Vi vill gå vidare med er idé. Nästa steg är att vi skriver {word} tillsammans.",
    Way.GRANT: "Vi går inte vidare med ett partnerskap. Vi tror att ett bidrag passar er idé bättre.",
    Way.PROCUREMENT: "Vi går inte vidare med ett partnerskap. Det vi behöver är en tjänst, och då gäller "
    "reglerna om upphandling.",
    Way.CHOICE: "Vi går inte vidare med ett partnerskap. Den enskilda ska själv välja vem som utför tjänsten.",
    Way.DECLINE: "Tack för att ni delade er idé med oss. Vi går inte vidare med den.",
    Way.WITHDRAW: "Vi är inte längre part i ärendet. Det vi har delat finns kvar.",
}
#: What the form proposes; the case officer writes on.
NEXT_STEPS: dict[Way, str] = {
    Way.AGREEMENT: "Vi bjuder in er till ett möte. Tänk till dess på vad ni vill bidra med och hur vi ska följa "
    "upp det vi gör.",
    Way.GRANT: "Sök bidraget hos oss. Fråga oss gärna vilket bidrag som passar och när ni behöver söka.",
    Way.PROCUREMENT: "Ni kan lämna anbud när vi upphandlar, själva eller ihop med andra. Fråga oss var vi "
    "annonserar.",
    Way.CHOICE: "Ni kan ansöka om att få utföra tjänsten. Kraven är lika för alla som söker.",
    Way.DECLINE: "Ni kan ändra er idé och dela den igen, med oss eller med någon annan. Era egna texter har ni "
    "kvar i ert eget utrymme.",
}


def worded(words: dict[Way, str], way: Way, agreement_word: str) -> str:
    """The words for a way, with the authority's word for the agreement."""
    return words[way].format(word=f"en {agreement_word}" if agreement_word != "avtal" else "ett avtal")
