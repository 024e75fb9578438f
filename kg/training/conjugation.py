"""French verbs conjugated by rule: the forms that treebanks are short of (conditional, future) and the tables that undo them.

`conjugate` gives the simple tenses that the press uses; irregular verbs by family. `verbs.yaml` lists verbs of the business press.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Person and number of the six forms of a tense.
PERSONS = (("1", "Sing"), ("2", "Sing"), ("3", "Sing"), ("1", "Plur"), ("2", "Plur"), ("3", "Plur"))

_FUT = ("ai", "as", "a", "ons", "ez", "ont")
_IMP = ("ais", "ais", "ait", "ions", "iez", "aient")

#: ending of the infinitive → (future stem ending, imperfect stem ending, present 3 sg., present 3 pl., past participle).
_FAMILIES: tuple[tuple[str, tuple[str, str, str, str, str]], ...] = (
    ("maintenir", ("maintiendr", "mainten", "maintient", "maintiennent", "maintenu")),
    ("tenir", ("tiendr", "ten", "tient", "tiennent", "tenu")),
    ("venir", ("viendr", "ven", "vient", "viennent", "venu")),
    ("acquérir", ("acquerr", "acquér", "acquiert", "acquièrent", "acquis")),
    ("quérir", ("querr", "quér", "quiert", "quièrent", "quis")),
    ("mourir", ("mourr", "mour", "meurt", "meurent", "mort")),
    ("courir", ("courr", "cour", "court", "courent", "couru")),
    ("cueillir", ("cueiller", "cueill", "cueille", "cueillent", "cueilli")),
    ("assaillir", ("assaillir", "assaill", "assaille", "assaillent", "assailli")),
    ("ouvrir", ("ouvrir", "ouvr", "ouvre", "ouvrent", "ouvert")),
    ("offrir", ("offrir", "offr", "offre", "offrent", "offert")),
    ("souffrir", ("souffrir", "souffr", "souffre", "souffrent", "souffert")),
    ("servir", ("servir", "serv", "sert", "servent", "servi")),
    ("dormir", ("dormir", "dorm", "dort", "dorment", "dormi")),
    ("répartir", ("répartir", "répartiss", "répartit", "répartissent", "réparti")),
    ("partir", ("partir", "part", "part", "partent", "parti")),
    ("ressortir", ("ressortir", "ressort", "ressort", "ressortent", "ressorti")),
    ("sortir", ("sortir", "sort", "sort", "sortent", "sorti")),
    ("investir", ("investir", "investiss", "investit", "investissent", "investi")),
    ("travestir", ("travestir", "travestiss", "travestit", "travestissent", "travesti")),
    ("vêtir", ("vêtir", "vêt", "vêt", "vêtent", "vêtu")),
    ("consentir", ("consentir", "consent", "consent", "consentent", "consenti")),
    ("ressentir", ("ressentir", "ressent", "ressent", "ressentent", "ressenti")),
    ("sentir", ("sentir", "sent", "sent", "sentent", "senti")),
    ("mentir", ("mentir", "ment", "ment", "mentent", "menti")),
    ("fuir", ("fuir", "fuy", "fuit", "fuient", "fui")),
    ("percevoir", ("percevr", "percev", "perçoit", "perçoivent", "perçu")),
    ("recevoir", ("recevr", "recev", "reçoit", "reçoivent", "reçu")),
    ("cevoir", ("cevr", "cev", "çoit", "çoivent", "çu")),
    ("devoir", ("devr", "dev", "doit", "doivent", "dû")),
    ("pouvoir", ("pourr", "pouv", "peut", "peuvent", "pu")),
    ("vouloir", ("voudr", "voul", "veut", "veulent", "voulu")),
    ("savoir", ("saur", "sav", "sait", "savent", "su")),
    ("valoir", ("vaudr", "val", "vaut", "valent", "valu")),
    ("falloir", ("faudr", "fall", "faut", "faut", "fallu")),
    ("pleuvoir", ("pleuvr", "pleuv", "pleut", "pleuvent", "plu")),
    ("mouvoir", ("mouvr", "mouv", "meut", "meuvent", "mu")),
    ("prévoir", ("prévoir", "prévoy", "prévoit", "prévoient", "prévu")),
    ("pourvoir", ("pourvoir", "pourvoy", "pourvoit", "pourvoient", "pourvu")),
    ("voir", ("verr", "voy", "voit", "voient", "vu")),
    ("asseoir", ("assiér", "assey", "assied", "asseyent", "assis")),
    ("avoir", ("aur", "av", "a", "ont", "eu")),
    ("être", ("ser", "ét", "est", "sont", "été")),
    ("naître", ("naîtr", "naiss", "naît", "naissent", "né")),
    ("aître", ("aîtr", "aiss", "aît", "aissent", "u")),
    ("croître", ("croîtr", "croiss", "croît", "croissent", "crû")),
    ("mettre", ("mettr", "mett", "met", "mettent", "mis")),
    ("battre", ("battr", "batt", "bat", "battent", "battu")),
    ("prendre", ("prendr", "pren", "prend", "prennent", "pris")),
    ("indre", ("indr", "ign", "int", "ignent", "int")),
    ("soudre", ("soudr", "solv", "sout", "solvent", "solu")),
    ("coudre", ("coudr", "cous", "coud", "cousent", "cousu")),
    ("dre", ("dr", "d", "d", "dent", "du")),
    ("rompre", ("rompr", "romp", "rompt", "rompent", "rompu")),
    ("vaincre", ("vaincr", "vainqu", "vainc", "vainquent", "vaincu")),
    ("suivre", ("suivr", "suiv", "suit", "suivent", "suivi")),
    ("vivre", ("vivr", "viv", "vit", "vivent", "vécu")),
    ("crire", ("crir", "criv", "crit", "crivent", "crit")),
    ("traduire", ("traduir", "traduis", "traduit", "traduisent", "traduit")),
    ("nuire", ("nuir", "nuis", "nuit", "nuisent", "nui")),
    ("uire", ("uir", "uis", "uit", "uisent", "uit")),
    ("suffire", ("suffir", "suffis", "suffit", "suffisent", "suffi")),
    ("maudire", ("maudir", "maudiss", "maudit", "maudissent", "maudit")),
    ("dire", ("dir", "dis", "dit", "disent", "dit")),
    ("élire", ("élir", "élis", "élit", "élisent", "élu")),
    ("lire", ("lir", "lis", "lit", "lisent", "lu")),
    ("rire", ("rir", "ri", "rit", "rient", "ri")),
    ("faire", ("fer", "fais", "fait", "font", "fait")),
    ("plaire", ("plair", "plais", "plaît", "plaisent", "plu")),
    ("taire", ("tair", "tais", "tait", "taisent", "tu")),
    ("traire", ("trair", "tray", "trait", "traient", "trait")),
    ("boire", ("boir", "buv", "boit", "boivent", "bu")),
    ("croire", ("croir", "croy", "croit", "croient", "cru")),
    ("inclure", ("inclur", "inclu", "inclut", "incluent", "inclus")),
    ("clure", ("clur", "clu", "clut", "cluent", "clu")),
    ("aller", ("ir", "all", "va", "vont", "allé")),
)
_BY_LENGTH = tuple(sorted(_FAMILIES, key=lambda item: -len(item[0])))
#: Verbs in -ir of the family of "finir" that end like another family.
_PLAIN_IR = frozenset(
    {
        "asservir",
        "assortir",
        "convertir",
        "divertir",
        "avertir",
        "pervertir",
        "amortir",
        "garantir",
        "ralentir",
        "retentir",
        "anéantir",
        "aplatir",
        "impartir",
    }
)
_DOUBLING = frozenset({"appeler", "rappeler", "jeter", "rejeter", "projeter", "renouveler", "étiqueter", "feuilleter"})


def parts(infinitive: str) -> tuple[str, str, str, str, str]:
    """(future stem, imperfect stem, present 3 sg., present 3 pl., masculine past participle) of a French verb."""
    verb = infinitive
    if (not verb.endswith("er") or verb == "aller") and verb not in _PLAIN_IR:
        for ending, found in _BY_LENGTH:
            if verb.endswith(ending) and (ending not in {"être", "avoir"} or verb == ending):
                base = verb[: len(verb) - len(ending)]
                return (base + found[0], base + found[1], base + found[2], base + found[3], base + found[4])
    if verb.endswith(("ir", "ïr")):
        base = verb[:-1]
        return verb, base + "ss", base + "t", base + "ssent", base
    base = verb[:-2]
    soft = base
    if base.endswith("c"):
        soft = base[:-1] + "ç"
    elif base.endswith("g"):
        soft = base + "e"
    strong = base
    future = verb
    if verb in {"envoyer", "renvoyer"}:
        strong, future = base[:-1] + "i", base[:-2] + "err"
    elif base.endswith(("oy", "uy")):
        strong = base[:-1] + "i"
        future = strong + "er"
    elif verb in _DOUBLING:
        strong = base + base[-1]
        future = strong + "er"
    elif re.search(r"e[bcdfglmnprstvz]$", base):
        strong = base[:-2] + "è" + base[-1]
        future = strong + "er"
    elif re.search(r"é(?:[bcdfgjlmnpqrstvz]|gu|gn|qu|tr|br|cr|ch|gr|dr)$", base) and not base.endswith("éé"):
        cut = base.rindex("é")
        strong = base[:cut] + "è" + base[cut + 1 :]
    return future, soft, strong + "e", strong + "ent", base + "é"


def conjugate(infinitive: str) -> dict[str, list[tuple[str, str]]]:
    """Forms of a verb: form → list of (lemma, features). Conditional, future, imperfect, present third persons, participles."""
    future, imperfect, present, presents, participle = parts(infinitive)
    out: dict[str, list[tuple[str, str]]] = {}

    def add(form: str, feats: str) -> None:
        out.setdefault(form, []).append((infinitive, feats))

    for (person, number), fut, imp in zip(PERSONS, _FUT, _IMP, strict=True):
        add(future + fut, f"Mood=Ind|Number={number}|Person={person}|Tense=Fut|VerbForm=Fin")
        add(future + imp, f"Mood=Cnd|Number={number}|Person={person}|VerbForm=Fin")
        stem = imperfect
        if imp in {"ions", "iez"} and infinitive.endswith(("cer", "ger")):
            stem = infinitive[:-2]
        add(stem + imp, f"Mood=Ind|Number={number}|Person={person}|Tense=Imp|VerbForm=Fin")
    add(present, "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")
    add(presents, "Mood=Ind|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin")
    add(imperfect + "ant", "Tense=Pres|VerbForm=Part")
    masculine = participle if participle.endswith("s") else participle + "s"
    base = {"dû": "du", "crû": "cru"}.get(participle, participle)
    for form, gender, number in (
        (participle, "Masc", "Sing"),
        (masculine, "Masc", "Plur"),
        (base + "e", "Fem", "Sing"),
        (base + "es", "Fem", "Plur"),
    ):
        add(form, f"Gender={gender}|Number={number}|Tense=Past|VerbForm=Part")
    add(infinitive, "VerbForm=Inf")
    return out


def verb_tables(verbs: Iterable[str]) -> tuple[dict[str, str], frozenset[str], dict[str, str]]:
    """(future stem → infinitive, forms in r + ending that are no future, form → infinitive) over all verbs given.

    A form that one verb has as conditional or future and another as imperfect is left to the tagger when the imperfect is the only
    other reading and both verbs are listed ("montrait" is never a conditional; its stem "montr" is nobody's future).
    """
    stems: dict[str, str] = {}
    forms: dict[str, str] = {}
    imperfects: set[str] = set()
    futures: set[str] = set()
    for verb in verbs:
        stems.setdefault(parts(verb)[0], verb)
        for form, readings in conjugate(verb).items():
            forms.setdefault(form, verb)
            for _, feats in readings:
                if "Tense=Imp" in feats:
                    imperfects.add(form)
                elif "Mood=Cnd" in feats or "Tense=Fut" in feats:
                    futures.add(form)
    endings = re.compile(r"r(?:ais|ait|ions|iez|aient)$")
    other = frozenset(f for f in imperfects if endings.search(f) and f not in futures)
    return stems, other, forms
