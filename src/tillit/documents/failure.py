"""What is raised when a paper cannot be printed."""


class PrintError(Exception):
    """A paper could not be printed; the text is for people, `detail` for the log."""

    def __init__(self, message: str, detail: str = "") -> None:
        """Keep the message and the detail apart."""
        super().__init__(message)
        self.detail = detail
