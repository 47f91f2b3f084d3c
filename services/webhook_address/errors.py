"""What is raised when an endpoint's address may not be called."""

#: What is said of a name that leads nowhere a webhook may go. It is the same whether nobody knows the name or it leads
#: into our own network: else whoever may put an endpoint could ask for the names of the machines beside ours.
NOWHERE = (
    "The host's name leads to no address that webhooks may go to: they go to public addresses only, unless the "
    "operator allows the network (CREDWISE_WEBHOOK_ALLOW)."
)


class AddressRefused(Exception):
    """The address may not be called; `detail` is a sentence for its owner that says why and what would be right."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class NameLeadsNowhere(AddressRefused):
    """The name has no address, or one that may not be called. `why` is for the operator's log only."""

    def __init__(self, why: str, *, is_known: bool) -> None:
        """`is_known` is whether the name has an address."""
        super().__init__(NOWHERE)
        self.why = why
        self.is_known = is_known
