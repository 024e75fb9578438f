"""kg: press articles in, a knowledge graph out in which every edge opens down to the sentence that says it."""

__version__ = "0.1.0"
