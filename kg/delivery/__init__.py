"""Delivery: a build in an output folder is brought to a SPARQL server, and the folder remembers what that server has."""

from kg.delivery.delivering import Delivered, check_target, deliver

__all__ = ["Delivered", "check_target", "deliver"]
