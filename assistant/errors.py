"""The one error that is meant for people."""


class UsageError(Exception):
    """Something that the person who asked can mend; its message is one clear sentence for them.

    Any other exception is a defect of ours.
    """
