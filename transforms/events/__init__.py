"""Events: what happened, or is said to, who took part, and how events and other facts hang together."""

from transforms.events.find import find_events
from transforms.events.tie import link

__all__ = ["find_events", "link"]
