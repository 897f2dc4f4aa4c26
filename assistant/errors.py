"""The one error that is meant for people."""


class UsageError(Exception):
    """Something that the person who asked can mend; its message is one clear sentence for them.

    `status` is the exit status of the command line: 2 for wrong usage, 1 for what the usage cannot
    help (a port that is taken). Any other exception is a defect of ours.
    """

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status
