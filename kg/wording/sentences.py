"""The sentences of readings in French and English, and what a pile of claims is about as a French noun; kg.wording.readings fills them.

A slot is a value as it stands, or, behind a colon, how it is worded: `the`, `of`, `to` and `at` are a name with its article, with "de",
with "à" and as a place; `value` and `date` are in the language's own manner, `on` is a date with its preposition; `and`, `or`, `groups`,
`labels`, `stages`, `then`, `quoted` are lists. {what} is what the claims are about, from the slots `relation`, `subject` and `object`.
"""

from __future__ import annotations

#: Key of a reading → its sentence in English and in French. Both have the same slots.
SENTENCES: dict[str, tuple[str, str]] = {
    "slip": (
        "{what}: {one} or {other}; so near to each other, one of them is a slip.",
        "{what} : {one:value} ou {other:value} ; si proches, l’un des deux chiffres est une coquille.",
    ),
    "exclude": ("{what}: {one} and {other} cannot both be true.", "{what} : {one:value} ou {other:value} ; l’un exclut l’autre."),
    "of_a_part": (
        "{what}: {one} and {other}; one may be of a part, or of another time.",
        "{what} : {one:value} et {other:value} ; l’un peut porter sur une partie, ou sur une autre période.",
    ),
    "agree": (
        "{what}: {values:and} agree; {best} is the most precise.",
        "{what} : {values:values} concordent ; le chiffre le plus précis est {best:value}.",
    ),
    "at_different_times": ("{what}: {values:and} at different times.", "{what} : {values:values}, à des moments différents."),
    "founded_twice": (
        "{thing} was founded in {one} or in {other}: both cannot be, unless the project and the company are meant.",
        "Création {thing:of} {one:on} ou {other:on} : l’un exclut l’autre, sauf à distinguer le projet et l’entreprise.",
    ),
    "founded_agree": (
        "Foundation of {thing}: {dates:and} agree; {best} is the most precise.",
        "Création {thing:of} : {dates:dates} concordent ; la date la plus précise est {best:date}.",
    ),
    "before_founded": (
        "{thing} was founded in {date}, yet acts in {dates:and}: a project before the firm, or a wrong date.",
        "Création {thing:of} {date:on}, mais une activité {dates:on} : un projet antérieur à l’entreprise, ou une date erronée.",
    ),
    "programme": (
        "Programme of {thing}: {groups:groups}; each article names a part.",
        "Programme {thing:of} : {groups:groups}, selon l’article ; chacun ne nomme qu’une partie.",
    ),
    "founders": (
        "Founders of {thing}: {groups:groups}; each article names a part.",
        "Fondateurs {thing:of} : {groups:groups}, selon l’article ; chacun ne nomme qu’une partie.",
    ),
    "givers": (
        "{value} for {thing}: {groups:groups}; each article names a part.",
        "Financement {thing:of} ({value:value}) : {groups:groups}, selon l’article ; chacun ne nomme qu’une partie.",
    ),
    "given": (
        "Of the {values:and} for {thing}, {value} is said to have been given.",
        "Financement {thing:of} : {values:values}, dont {value:value} déjà versés, dit un article.",
    ),
    "swapped": (
        "Who bought {one} and who {other}, {buyers:or}: one article has swapped them.",
        "Qui a acquis {one:the} et qui {other:the}, {buyers:or} ? Un article a interverti les acquéreurs.",
    ),
    "more_than_whole": (
        "{doc}: the stakes in {thing} come to {value}: one is wrong, or of another time.",
        "{doc} : au capital {thing:of}, les participations totalisent {value:value} ; l’une est fausse, ou d’une autre date.",
    ),
    "arm": (
        "{arm} belongs to {parent}: what is said of one ({relations:labels} {thing}) may mean the other.",
        "{arm:the} dépend {parent:of} : ce qui est dit de l’un ({relations:labels}) peut valoir pour l’autre.",
    ),
    "merged_into_part": (
        "{thing} merges into {one} or {other}: one is part of the other.",
        "Fusion {thing:of} avec {one:the} ou avec {other:the} : l’un fait partie de l’autre.",
    ),
    "merged_elsewhere": (
        "{thing} was to merge into {old}, and merged into {new}.",
        "{thing:the} devait fusionner avec {old:the}, et a fusionné avec {new:the}.",
    ),
    "led_merged": (
        "{person} led {old}, and leads {new} since the one merged into the other.",
        "{person} a dirigé {old:the}, et dirige {new:the} depuis la fusion de l’un avec l’autre.",
    ),
    "led_taken_over": (
        "{person} led {old}, and leads {new} since {owner} has taken that over.",
        "{person} a dirigé {old:the}, et dirige {new:the} depuis la reprise {old:of} par {owner:the}.",
    ),
    "titles": (
        "{person} is called {titles:and}: two titles, or two portfolios.",
        "Fonction {person:of} : {titles:quoted} ; deux intitulés d’une même charge, ou deux portefeuilles.",
    ),
    "losses": (
        "{thing} was to make a profit ({values:and}), and makes or made losses.",
        "Objectif {thing:of} : {values:values} ; mais des pertes, passées ou présentes.",
    ),
    "no_longer": (
        "{what}: it was so, and is or will be so no longer.",
        "{what} : c’était le cas, ce ne l’est plus ou ne le sera plus.",
    ),
    "denied": ("{what}: said and denied.", "{what} : les uns l’affirment, les autres le démentent."),
    "moved_on": ("{what}: {stages:stages}, as time went on.", "{what} : {stages:then}, au fil du temps."),
    "less_sure": (
        "{what}: {stages:stages}; the articles differ in how sure it is.",
        "{what} : {stages:stages} ; les articles n’ont pas le même degré de certitude.",
    ),
    "over": ("{what}: as it was, and told as over.", "{what} : encore en cours selon les uns, du passé selon les autres."),
    "on_other_authority": ("{what}: said by {sources:and}.", "{what} : selon {sources:and}."),
    "on_own_authority": (
        "{what}: said by {sources:and} and by an article in its own name.",
        "{what} : selon {sources:and}, et selon un article en son nom propre.",
    ),
}

#: A relation as a noun, with an object and without one ("" where it never stands so). English says it with the ontology's own labels.
NOUNS: dict[str, tuple[str, str]] = {
    "acquisition": ("acquisition {object:of} par {subject:the}", "acquisition par {subject:the}"),
    "capacity": ("", "capacité {subject:of}"),
    "competitor": ("concurrence entre {subject:the} et {object:the}", ""),
    "customer": ("présence {subject:of} parmi les clients {object:of}", ""),
    "customers_count": ("", "nombre de clients {subject:of}"),
    "dissolved": ("", "dissolution {subject:of}"),
    "employment": ("emploi {subject:of} chez {object:the}", "emploi {subject:of}"),
    "founded": ("création {object:of} par {subject:the}", "création {subject:of}"),
    "funding": ("financement {object:of} par {subject:the}", "financement par {subject:the}"),
    "government_role": ("fonction publique {subject:of} auprès {object:of}", "fonction publique {subject:of}"),
    "headcount": ("", "effectif {subject:of}"),
    "headquartered_in": ("siège {subject:of} {object:at}", ""),
    "hosted_by": ("hébergement {subject:of} par {object:the}", ""),
    "hosted_in": ("hébergement {subject:of} {object:at}", ""),
    "investment_total": ("", "investissement total {subject:of}"),
    "leadership": ("direction {object:of} par {subject:the}", "direction par {subject:the}"),
    "located_in": ("localisation {subject:of} {object:at}", ""),
    "merger": ("fusion {subject:of} avec {object:the}", "fusion {subject:of}"),
    "net_income": ("", "résultat net {subject:of}"),
    "offers": ("présence {object:of} dans l’offre {subject:of}", ""),
    "part_of_programme": ("participation {subject:of} {object:to}", ""),
    "partner": ("partenariat entre {subject:the} et {object:the}", "partenariat {subject:of}"),
    "price": ("", "prix {subject:of}"),
    "rename": ("", "autre nom {subject:of}"),
    "revenue": ("", "chiffre d’affaires {subject:of}"),
    "seller": ("vente par {subject:the} de sa part dans {object:the}", "vente par {subject:the}"),
    "shareholding": ("participation {subject:of} au capital {object:of}", ""),
    "statement": ("déclaration {subject:of} sur {object:the}", "déclaration {subject:of}"),
    "subject_to": ("application {object:of} {subject:to}", ""),
    "subsidiary": ("appartenance {subject:of} {object:to}", ""),
    "successor": ("remplacement {object:of} par {subject:the}", ""),
    "supplier": ("présence {subject:of} parmi les fournisseurs {object:of}", ""),
    "target": ("objectif {subject:of} pour {object:the}", "objectif {subject:of}"),
    "uses_technology": ("utilisation {object:of} par {subject:the}", ""),
    "valuation": ("", "valorisation {subject:of}"),
}

#: The same of an object alone, whoever the subject is.
OF_OBJECT: dict[str, str] = {
    "acquisition": "acquisition {thing:of}",
    "funding": "financement {thing:of}",
    "hosted_by": "hébergement par {thing:the}",
    "offers": "commercialisation {thing:of}",
    "seller": "vente d’une part {thing:of}",
    "shareholding": "participation au capital {thing:of}",
}

#: How far a thing has come, as nouns.
STAGE_NOUNS: dict[str, str] = {"rumoured": "rumeur", "planned": "projet", "asserted": "fait établi", "reported": "fait rapporté"}
