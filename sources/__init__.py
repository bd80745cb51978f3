"""Where articles come from: finding them, and fetching them within limits."""

from sources.hosts import HostRecord, Hosts
from sources.reference import Attempt, Outcome, Raw, Reference
from sources.routing import discover, fetch
from sources.settings import FetchSettings

__all__ = ["Attempt", "FetchSettings", "HostRecord", "Hosts", "Outcome", "Raw", "Reference", "discover", "fetch"]
