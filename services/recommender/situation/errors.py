"""What can keep a profile from being decided."""


class UnresolvedOccupation(Exception):
    """The profile's occupation is not one occupation: show `detail` and `candidates`, ask for one of their codes."""

    #: The JSON pointer of the member at fault.
    pointer = "/field/occupation"

    def __init__(self, detail: str, candidates: tuple[tuple[str, str], ...]) -> None:
        super().__init__(detail)
        self.detail = detail
        self.candidates = candidates
