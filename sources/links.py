"""Links as feeds, sitemaps and pages write them: to addresses of the web."""

from urllib.parse import urljoin


def web_address(said: str, base: str) -> str | None:
    """An address as one of the web, taken from where it stands; None where it is none."""
    try:
        url = urljoin(base, said.strip())
    except ValueError:  # brackets that are no IPv6 address
        return None
    return url if said.strip() and url.lower().startswith(("http://", "https://")) else None


def page_of(link: str, identifier: str, base: str) -> str | None:
    """The address of an entry's page: its link, or an id that is an address by itself; None where it has neither."""
    return web_address(link, base) or web_address(identifier, "")
