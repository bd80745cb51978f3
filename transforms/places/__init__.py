"""Places: names of places in an article, found, told apart and put on the map."""

from transforms.places.demonyms import country_of_demonym, demonyms
from transforms.places.find import find_places
from transforms.places.ties import place_of

__all__ = ["country_of_demonym", "demonyms", "find_places", "place_of"]
