"""An entry of a register in the form in which it leaves llif."""

from llif.portfolio.registers.entries import Recorded


def recorded(entry: Recorded) -> dict[str, object]:
    """One version; `content` is null where it was withdrawn."""
    return {
        "register": entry.place.register,
        "product": entry.place.product or None,
        "key": entry.place.key or None,
        "version": entry.version,
        "content": None if entry.content is None else dict(entry.content),
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": entry.by,
    }
