"""Fetching: pages from the web, as their hosts allow it (robots.txt, pauses), once each: what was had is kept in a folder."""

from __future__ import annotations

from kg.fetching.addresses import normal
from kg.fetching.cache import Page
from kg.fetching.fetcher import Fetcher
from kg.fetching.manners import Manners

__all__ = ["Fetcher", "Manners", "Page", "normal"]
