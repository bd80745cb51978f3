"""Actors: everyone who acts in an article, and every span that names them."""

from transforms.actors.find import actor_at, find_actors
from transforms.actors.untold import drop_unused

__all__ = ["actor_at", "drop_unused", "find_actors"]
