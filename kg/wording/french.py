"""How a French name stands in a French sentence: "de" and "à" before it, elided or drawn together, and the article that it wants."""

from __future__ import annotations

import re
import unicodedata

#: First words of names that are nouns and take an article in a sentence; what is missing here stands without one, as names of firms do.
_HEADS = {
    "la": "agence assemblée autorité banque bibliothèque bourse caisse centrale chambre chancellerie chaîne commission communauté "
    "compagnie confédération coopérative cour direction délégation fédération fondation gendarmerie haute ligue mairie mission "
    "métropole municipalité police poste présidence préfecture région république ville académie administration agglomération armée "
    "association entreprise organisation plateforme union université école",
    "le": "cabinet centre club collectif collège comité conseil consortium centre crédit département fonds gouvernement groupe "
    "groupement laboratoire ministère mouvement parlement parquet parti plan pôle programme projet rectorat secrétariat service "
    "syndicat sénat trésor tribunal institut observatoire office état",
    "les": "aéroports autorités domaines douanes services",
}
_ARTICLE = {noun: article for article, nouns in _HEADS.items() for noun in nouns.split()}
#: Those of them that want it before a name of their own too ("le Groupe Talmont"); "Banque Talmont" is a firm.
_ALWAYS = frozenset({"agence", "fondation", "groupe", "institut", "métropole", "ministère", "parti", "plan", "plateforme", "programme",
                     "projet", "préfecture", "région", "université", "ville"})  # fmt: skip
#: Countries and regions that a French text is likely to name. Those without an article are in none of these.
_LANDS = {
    "la": "Afrique|Afrique du Sud|Albanie|Algérie|Allemagne|Amérique|Arabie saoudite|Argentine|Arménie|Asie|Australie|Autriche|Belgique|"
    "Biélorussie|Bolivie|Bosnie|Bourgogne|Bretagne|Bulgarie|Californie|Catalogne|Chine|Colombie|Corée du Nord|Corée du Sud|Corse|"
    "Croatie|Côte d'Ivoire|Espagne|Estonie|Europe|Finlande|Flandre|France|Grande-Bretagne|Grèce|Guinée|Géorgie|Hongrie|Inde|Indonésie|"
    "Irlande|Islande|Italie|Jordanie|Lettonie|Libye|Lituanie|Lorraine|Malaisie|Mauritanie|Moldavie|Mongolie|Normandie|Norvège|"
    "Nouvelle-Aquitaine|Nouvelle-Calédonie|Nouvelle-Zélande|Occitanie|Pologne|Roumanie|Russie|République tchèque|Sardaigne|Serbie|"
    "Sicile|Silésie|Slovaquie|Slovénie|Suisse|Suède|Syrie|Tchéquie|Thaïlande|Tunisie|Turquie|Ukraine|Wallonie|Écosse|Égypte|Éthiopie|"
    "Île-de-France",
    "le": "Bangladesh|Brabant|Brésil|Burkina Faso|Bénin|Cambodge|Cameroun|Canada|Chili|Congo|Danemark|Gabon|Ghana|Honduras|Irak|Iran|"
    "Japon|Kazakhstan|Kenya|Kosovo|Koweït|Laos|Liban|Limousin|Luxembourg|Mali|Maroc|Mexique|Mozambique|Niger|Nigeria|Népal|Pakistan|"
    "Paraguay|Pays basque|Pays de Galles|Portugal|Pérou|Qatar|Québec|Royaume-Uni|Rwanda|Soudan|Sénégal|Tchad|Togo|Uruguay|Venezuela|"
    "Vietnam|Yémen|Équateur",
    "les": "Balkans|Comores|Hauts-de-France|Maldives|Pays de la Loire|Pays-Bas|Philippines|Seychelles|Émirats arabes unis|États-Unis",
}
_LAND = {land: article for article, lands in _LANDS.items() for land in lands.split("|")}
#: Countries without an article stand with "à" (Cuba, Malte); these do not.
_IN_WITHOUT_ARTICLE = frozenset({"Israël"})
#: A name that brings its article along ("Le Havre", "Les Lucioles", "L'Aubépine").
_OWN = re.compile(r"(le|la|les) (?=\S)|l['’](?=\w)", re.IGNORECASE)
#: Beginnings with a mute h; any other h is taken for an aspirated one, as in most names from abroad.
_MUTE = ("heb", "hect", "hel", "hemis", "henri", "herb", "heri", "herm", "herv", "heur", "hex", "hip", "hist", "hom", "honn", "honor",
         "hop", "hor", "hosp", "hot", "hubert", "hugu", "hum", "hyd", "hyg", "hyp")  # fmt: skip
#: Words before which nothing is elided although they begin with a vowel.
_WHOLE = re.compile(r"onz|(?:oui|uhlan)\b")


def elides(name: str) -> bool:
    """Whether "de" and "le" lose their vowel before it: before a vowel or a mute h, not before a letter that is spelled out (HLM)."""
    word = re.split(r"[\s'’]", name, maxsplit=1)[0]
    plain = "".join(one for one in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(one)).replace("œ", "oe")
    if plain.startswith(("a", "e", "i", "o", "u")):
        return not _WHOLE.match(plain)
    if plain.startswith("y"):  # "d’Yves", "de Yoravo"
        return len(plain) > 1 and plain[1] not in "aeiou"
    return plain.startswith("h") and not word.isupper() and plain.startswith(_MUTE)


def _split(name: str) -> tuple[str, str]:
    """A name's article ("", "le", "la", "les" or "l’") as it is wanted within a sentence, and the name without it."""
    own = _OWN.match(name)
    if own:
        return own.group().strip().casefold().replace("'", "’"), name[own.end() :]
    first = name.split(" ")[0]
    article = _LAND.get(name, "")
    if not article and not first.isupper() and (first.casefold() in _ALWAYS or not name[len(first) + 1 :][:1].isupper()):
        article = _ARTICLE.get(first.casefold(), "")
    if not article:
        return "", name
    return ("l’" if article != "les" and elides(name) else article), name


def the(name: str) -> str:
    """A name with the article that it wants: "l’État français", "les États-Unis"; "Le Havre" and "Nuagis" as they are."""
    article, rest = _split(name)
    return name if rest != name or not article else f"{article}{rest}" if article == "l’" else f"{article} {rest}"


def of(name: str) -> str:
    """ "de" and a name: "d’Aldéa", "de Nuagis", "du Havre", "des Lucioles", "de l’État français"."""
    article, rest = _split(name)
    if article in {"le", "les"}:
        return f"{'du' if article == 'le' else 'des'} {rest}"
    return f"de {the(name)}" if article or not elides(name) else f"d’{name}"


def to(name: str) -> str:
    """ "à" and a name: "à Aldéa", "au Havre", "aux Lucioles", "à la Banque de Brume"."""
    article, rest = _split(name)
    return f"{'au' if article == 'le' else 'aux'} {rest}" if article in {"le", "les"} else f"à {the(name)}"


def at(place: str) -> str:
    """Where something is: "à Lyon", "au Havre", "en France", "au Canada", "aux États-Unis", "en Iran"."""
    land = _LAND.get(place)
    if land == "la" or (land == "le" and elides(place)) or place in _IN_WITHOUT_ARTICLE:
        return f"en {place}"
    return to(place)
