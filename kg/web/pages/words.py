"""What the pages say of themselves, in French and English."""

from __future__ import annotations

import re

from kg import ontology

LANGUAGES = ("fr", "en")

_WORDS: dict[str, tuple[str, str]] = {
    # name: (French, English)
    "title": ("Graphe de connaissances", "Knowledge graph"),
    "home": ("Accueil", "Home"),
    "search": ("Chercher", "Search"),
    "search_hint": ("Un nom, un mot d’une phrase…", "A name, a word of a sentence…"),
    "graph": ("Graphe", "Graph"),
    "timeline": ("Chronologie", "Timeline"),
    "conflicts": ("Contradictions", "Conflicts"),
    "sources": ("Sources", "Sources"),
    "things": ("Entités", "Things"),
    "facts": ("Faits", "Facts"),
    "claims": ("Affirmations", "Claims"),
    "documents": ("Articles", "Articles"),
    "skip": ("Aller au contenu", "Skip to the content"),
    "language": ("Langue", "Language"),
    "theme": ("Thème", "Theme"),
    "light": ("clair", "light"),
    "dark": ("sombre", "dark"),
    "auto": ("automatique", "automatic"),
    "also": ("aussi", "also called"),
    "known_now": ("Ce que disent les articles", "What the articles say"),
    "known_on": ("Ce que disaient les articles parus jusqu’au", "What the articles published by then said:"),
    "as_of": ("Comme on le savait le", "As known on"),
    "as_of_hint": ("2015, 2015-03 ou 2015-03-20", "2015, 2015-03 or 2015-03-20"),
    "undated": ("avec les articles sans date", "with articles without a date"),
    "show": ("Montrer", "Show"),
    "everything": ("tout ce qui est connu", "all that is known"),
    "since": ("depuis", "since"),
    "until": ("jusqu’en", "until"),
    "in": ("en", "in"),
    "ended": ("terminé", "ended"),
    "disputed": ("contesté", "disputed"),
    "preferred": ("valeur retenue", "value preferred"),
    "evidence": ("Ce qui le dit", "What says so"),
    "for": ("Pour", "For"),
    "against": ("Contre", "Against"),
    "says": ("dit par", "said by"),
    "according": ("selon", "according to"),
    "anonymous": ("selon une source non nommée", "according to a source that is not named"),
    "rejected": ("rejeté", "rejected"),
    "accepted": ("accepté", "accepted"),
    "rejected_title": ("Rejeté : cela ne soutient plus rien", "Rejected: these support nothing"),
    "in_text": ("dans l’article", "in the article"),
    "fact": ("Fait", "Fact"),
    "claim": ("Affirmation", "Claim"),
    "confidence": ("confiance", "confidence"),
    "rule": ("règle", "rule"),
    "neighbours": ("Voisins", "Neighbours"),
    "one_source": ("une affirmation", "one claim"),
    "n_sources": ("affirmations", "claims"),
    "nothing": ("Rien.", "Nothing."),
    "nothing_found": ("Rien ne correspond à", "Nothing matches"),
    "did_you_mean": ("Vouliez-vous dire", "Did you mean"),
    "results_for": ("Résultats pour", "Results for"),
    "no_date": ("sans date", "no date"),
    "published_then": ("paru", "published"),
    "otherwise": ("autrement", "otherwise"),
    "expected": ("prévu", "expected"),
    "deals": ("Opérations", "Deals"),
    "sold_by": ("vendeurs", "sold by"),
    "price": ("prix", "price"),
    "other_forms": ("Cette page en", "This page as"),
    "article": ("Article", "Article"),
    "publisher": ("Éditeur", "Publisher"),
    "published": ("Paru le", "Published"),
    "unknown": ("inconnu", "unknown"),
    "left_out": ("partie laissée de côté", "part left out"),
    "text_gone": ("Le texte de cet article n’est pas disponible ici.", "The text of this article is not at hand here."),
    "claims_here": ("Ce que cet article affirme", "What this article claims"),
    "not_understood": ("Ce qui n’a pas été compris", "What was not understood"),
    "not_understood_hint": (
        "Phrases qui nomment au moins deux choses et dont aucune affirmation n’a été tirée.",
        "Sentences that name two things or more and from which no claim was drawn.",
    ),
    "most_connected": ("Les plus liées", "Most connected"),
    "latest": ("Articles", "Articles"),
    "explore": ("Explorer", "Explore"),
    "kinds": ("Par sorte", "By kind"),
    "all_things": ("Toutes les entités", "All things"),
    "reading": ("Lecture", "Reading"),
    "side": ("Version", "Version"),
    "why": ("pourquoi", "why"),
    "next_page": ("Suite", "More"),
    "page_gone": ("Rien ne porte cette adresse.", "Nothing has this address."),
    "back": ("Retour à l’accueil", "Back to the start"),
    "accept": ("Accepter", "Accept"),
    "reject": ("Rejeter", "Reject"),
    "reason": ("motif", "reason"),
    "sparql": ("SPARQL", "SPARQL"),
    "points_here": ("Ce qui y mène", "What points here"),
    "more_left_out": ("de plus, que SPARQL trouve", "more, which SPARQL finds"),
    "proof": ("Comment cela se déduit", "How this follows"),
    "inferred": ("Ce qui s’en déduit", "What follows from it"),
    "no_conflicts": ("Aucune contradiction.", "No conflicts."),
    "graph_hint": (
        "Cliquer une entité la déplie, cliquer un lien montre les phrases qui le disent.",
        "A click on a thing unfolds it, a click on a link shows the sentences that say it.",
    ),
    "table": ("Le graphe en tableau", "The graph as a table"),
    "needs_script": (
        "Le dessin demande JavaScript ; le tableau ci-dessous dit la même chose.",
        "The drawing needs JavaScript; the table below says the same.",
    ),
    "not_built": (
        "Le dessin n’a pas été construit avec cette installation (il y faut Node : make ui) ; le tableau dit la même chose.",
        "The drawing was not built with this installation (that takes Node: make ui); the table says the same.",
    ),
    "filters": ("Filtres", "Filters"),
    "relations": ("Relations", "Relations"),
    "types": ("Sortes", "Kinds"),
    "statuses": ("Certitude", "How sure"),
    "whole": ("Tout le graphe", "The whole graph"),
    "subject": ("De", "From"),
    "relation": ("Relation", "Relation"),
    "object": ("À", "To"),
    "value": ("Valeur", "Value"),
    "status": ("Statut", "Status"),
    "first_rows": ("premières lignes", "first rows"),
    "left_out_things": ("entités laissées de côté", "things left out"),
    "save_png": ("Image PNG", "PNG picture"),
    "save_svg": ("Image SVG", "SVG picture"),
    "close": ("Fermer", "Close"),
    "today": ("tout", "all"),
    "fit": ("Cadrer", "Fit"),
    "token": ("jeton", "token"),
    "unfold": ("Déplier", "Unfold"),
    "keys": ("Flèches : déplacer ; + et − : agrandir, réduire.", "Arrows move it, + and − make it larger and smaller."),
    "endpoint": ("Adresse du service", "Address of the service"),
    "page_size": ("Lignes par page", "Rows a page"),
    "tab_name": ("Nom de l’onglet", "Name of the tab"),
    "query": ("Requête", "Query"),
    "run": ("Lancer", "Run"),
    "row": ("ligne", "row"),
    "rows": ("lignes", "rows"),
    "answer": ("Réponse", "Answer"),
    "download": ("Télécharger :", "Download:"),
    "examples": ("Exemples", "Examples"),
    "intro": (
        "Qui possède, finance, dirige, héberge, achète quoi — depuis quand, selon qui, avec quelle certitude ? "
        "Chaque lien s’ouvre jusqu’à la phrase qui le dit.",
        "Who owns, funds, leads, hosts, buys what — since when, says who, and how sure is it? "
        "Every link opens down to the sentence that says it.",
    ),
}
_STATUS: dict[str, tuple[str, str]] = {
    "asserted": ("affirmé", "asserted"),
    "corroborated": ("corroboré", "corroborated"),
    "reported": ("rapporté", "reported"),
    "rumoured": ("rumeur", "rumoured"),
    "planned": ("prévu", "planned"),
    "denied": ("démenti", "denied"),
    "signed": ("signé", "signed"),
    "closed": ("conclu", "closed"),
    "dropped": ("abandonné", "dropped"),
}


#: Relations in the order in which people look for them; others follow.
ORDER = (
    "shareholding", "subsidiary", "acquisition", "merger", "seller", "price", "founded", "part_of_programme", "funding", "investment_total",
    "leadership", "successor", "government_role", "employment", "revenue", "net_income", "valuation", "headcount", "capacity", "target",
    "offers", "uses_technology", "customer", "customers_count", "supplier", "partner", "competitor", "hosted_by", "hosted_in", "located_in",
    "headquartered_in", "subject_to", "rename", "dissolved", "statement",
)  # fmt: skip
#: Relations whose label asks for an object, where there is none.
_ALONE: dict[str, tuple[str, str]] = {"founded": ("création", "founding"), "dissolved": ("dissolution", "dissolution")}


def word(name: str, lang: str) -> str:
    """What a page says of itself."""
    return _WORDS[name][LANGUAGES.index(lang)]


def status(name: str, lang: str) -> str:
    """How sure a fact is, how a claim is meant, how far a deal has come."""
    return _STATUS[name][LANGUAGES.index(lang)] if name in _STATUS else name


def relation(name: str, lang: str, *, inverse: bool = False) -> str:
    """The label of a relation, read from object to subject with `inverse`."""
    known = ontology.load()
    if name in known.relations:
        found = known.relations[name]
        return (found.inverse_labels.get(lang) if inverse else None) or found.labels[lang]
    return known.inferred.get(name, {}).get(lang, name)


def alone(name: str, lang: str) -> str:
    """The label of a relation of which no object is told."""
    return _ALONE[name][LANGUAGES.index(lang)] if name in _ALONE else relation(name, lang)


def kind(name: str, lang: str) -> str:
    """The label of a type of thing."""
    found = ontology.load().types.get(name)
    return found.labels[lang] if found else name


def conflict(name: str, lang: str) -> str:
    """The label of a kind of conflict."""
    return ontology.load().conflict_kinds.get(name, {}).get(lang, name)


_NUMBER = re.compile(r"\d+(\.\d+)?")
#: English words of normal values, in French; longer ones first.
_AMOUNT_WORDS = (
    ("hundreds of thousand", "des centaines de milliers"), ("tens of thousand", "des dizaines de milliers"),
    ("hundreds of", "des centaines de"), ("tens of", "des dizaines de"), ("dozens of", "des dizaines de"),
    ("thousands of", "des milliers de"),
    ("a few", "quelques"), ("several", "plusieurs"), ("half", "la moitié"), ("majority", "majorité"), ("minority", "minorité"),
    ("billion", "milliards"), ("million", "millions"), ("thousand", "milliers"), ("not profitable", "pas rentable"),
    ("profitability", "rentabilité"), ("profitable", "rentable"),
)  # fmt: skip


def amount(value: str, lang: str) -> str:
    """A normal value as people of a language write it: thousands in groups, the decimal mark, the words of vague amounts."""

    def number(found: re.Match[str]) -> str:
        whole, _, part = found[0].partition(".")
        grouped = f"{int(whole):,}" if len(whole) > 4 else whole
        if lang == "fr":
            return grouped.replace(",", "\u202f") + (f",{part}" if part else "")
        return grouped + (f".{part}" if part else "")

    text = _NUMBER.sub(number, value)
    if lang == "fr":
        for english, french in _AMOUNT_WORDS:
            text = text.replace(english, french)
        text = text.replace(" %", "\u00a0%")
    return text
