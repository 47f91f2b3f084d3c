"""The id of a delivery, as the ledger makes it of the evaluation, the endpoint and what tells two events apart."""

from hashlib import sha1


def delivery_id(evaluation, endpoint="lms", ending=""):
    return f"msg_{sha1(f'{evaluation}.{endpoint}{ending}'.encode()).hexdigest()[:32]}"  # noqa: S324 - as Redis has it


def evaluation_of(redis_client, delivery):
    """Return the evaluation that the delivery belongs to, as the ledger keeps it."""
    return redis_client.hget(f"cw:job:{delivery}", "evaluation")


def endpoint_of(redis_client, delivery):
    """Return the endpoint that the delivery is for, as the ledger keeps it."""
    return redis_client.hget(f"cw:job:{delivery}", "lane").partition(":")[2]
