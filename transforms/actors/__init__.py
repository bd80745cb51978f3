"""Actors: everyone who acts in an article, and every span that names them."""

from transforms.actors.find import actor_at, find_actors

__all__ = ["actor_at", "find_actors"]
