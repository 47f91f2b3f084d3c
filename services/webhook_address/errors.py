"""What is raised when an endpoint's address may not be called."""


class AddressRefused(Exception):
    """The address may not be called; `detail` is a sentence for its owner that says why and what would be right."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
