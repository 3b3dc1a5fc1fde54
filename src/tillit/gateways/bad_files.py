"""What every check of an uploaded file raises."""


class BadFile(Exception):
    """A file is refused. str() is Swedish for the person who sent it: where, what, and how to go on.

    ``what`` is wrong, ``how`` to do instead; ``where`` is the file's name, put on by `file_types.judge`.
    """

    def __init__(self, what: str, how: str, where: str = "") -> None:
        """Keep the three parts, so that a page can lay them out as it likes."""
        self.what, self.how, self.where = what, how, where
        super().__init__(f"{where}: {what} {how}" if where else f"{what} {how}")

    def at(self, where: str) -> "BadFile":
        """The same refusal with the file's name before it."""
        return BadFile(self.what, self.how, where)


def damaged() -> BadFile:
    """The refusal of a file that does not hold together."""
    return BadFile("Filen är skadad eller avbruten.", "Öppna den, spara den på nytt och skicka den igen.")


def too_big_inside() -> BadFile:
    """The refusal of a file that takes far more room when it is opened."""
    return BadFile("Filen är för stor när den packas upp.", "Dela upp innehållet, eller spara det som PDF.")


def hides_another() -> BadFile:
    """The refusal of a file that has something else inside or after its content."""
    return BadFile(
        "Filen har en annan fil gömd i sig.", "Spara dokumentet som PDF, eller skicka filerna var för sig."
    )


def active(what: str) -> BadFile:
    """The refusal of a file with content that can run or fetch something."""
    return BadFile(
        f"Filen innehåller {what}.", "Ta bort det, eller spara dokumentet som PDF, och försök igen."
    )


def locked() -> BadFile:
    """The refusal of an encrypted file."""
    return BadFile("Filen är låst med lösenord.", "Ta bort lösenordet och skicka filen igen.")
