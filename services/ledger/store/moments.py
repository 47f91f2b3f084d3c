"""How is a moment written in Redis? As whole milliseconds since 1970, by the clock of Redis."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def from_ms(ms: str | int) -> datetime:
    """Read milliseconds since 1970 as a UTC datetime."""
    return EPOCH + timedelta(milliseconds=int(ms))


def from_ms_or_none(ms: str | None) -> datetime | None:
    return from_ms(ms) if ms else None


def from_redis_time(answer: tuple[int, int]) -> datetime:
    """Read the answer of Redis's TIME (seconds, microseconds) as a UTC datetime, cut to milliseconds."""
    seconds, microseconds = answer
    return from_ms(seconds * 1000 + microseconds // 1000)


def in_ms(length: timedelta) -> int:
    """Measure a length of time in whole milliseconds, rounded down."""
    return length // timedelta(milliseconds=1)
