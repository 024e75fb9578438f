"""From a Document to what it mentions: pipelines, mentions, values, references, matches, modality. The only room that knows spaCy."""
