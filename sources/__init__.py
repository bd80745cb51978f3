"""Where articles come from: finding them, and fetching them within limits."""

from sources.reference import Attempt, Outcome, Reference
from sources.routing import discover, fetch
from sources.settings import FetchSettings

__all__ = ["Attempt", "FetchSettings", "Outcome", "Reference", "discover", "fetch"]
