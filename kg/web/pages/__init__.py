"""The explorer's pages, rendered on the server: everything that is known of a thing, a fact, an article, down to the sentence."""
