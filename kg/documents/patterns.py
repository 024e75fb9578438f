"""The label: lines that belong to the page and not to the article, told by their words (French and English, no names)."""

from __future__ import annotations

import re

from kg.documents.dates import DATE, ISSUE, TIME, strip

I = re.IGNORECASE  # noqa: E741 - the flag of nearly every pattern below

_DAY = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?\s+"
)
_WHEN = rf"(?:le\s+|on\s+|the\s+)?(?:{_DAY})?(?:le\s+)?{DATE}(?:,?\s*(?:à|at|-|–|—|\|)?\s*{TIME}(?:\s*\(?[A-Z]{{2,4}}\)?)?)?"
_DID = (
    r"(?:publi[ée]e?s?|parue?|post[ée]e?|mise?s? (?:à jour|en ligne)|màj|maj|modifi[ée]e?|actualis[ée]e?|cr[ée]{2}e?|écrit|rédigé|"
    r"published|posted|(?:last )?updated|modified|written|created|dernière (?:mise à jour|modification))(?:\s+(?:du|on|at|:))?"
)
#: The number of an issue, before its date.
_NUMBER = r"(?:(?:n°|n[o°º]\.?|numéro|#|no\.|issue|vol\.)\s*\d+(?:\s*[/,–-]\s*(?:n[o°º]\.?|no\.|issue)?\s*\d+)?\s*[-–—|•·,]?\s*)"
_PERSON = r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:de|du|d’|d'|van|von|le|la|et|and|&|[A-ZÀ-Þ][\w’'.-]*)){1,6}"

#: A line that is a date, with what one prints around it.
DATELINE = re.compile(
    rf"^[\[(]?(?:(?:{_DID})\s*:?\s*)?{_WHEN}[\])]?(?:\s*[-–—,|•·(]*\s*(?:{_DID})\s*:?\s*(?:{_WHEN}|(?:à\s|at\s)?{TIME})\)?)*\.?$"
    rf"|^(?:le\s+|{_DAY})?\d{{1,2}}(?:er)?\s+(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)$"
    rf"|^{_DID}\s*:?\s*(?:aujourd[’']hui|hier|today|yesterday)?(?:\s*(?:à|at))?\s*{TIME}$",
    I,
)
#: A line with a date at its head or tail and a few words beside it: a publisher, a town, an author.
DATED = re.compile(
    rf"^(?P<before>[^.!?:;]{{2,70}}?)\s*[-–—|•·,]\s*(?:{_DID}\s*:?\s*)?(?:{_WHEN}|{_NUMBER}?{ISSUE}|"
    rf"{_NUMBER}{DATE})(?:\s*[-–—|•·,]\s*(?:{_DID})\s*:?\s*(?:{_WHEN}|(?:à\s|at\s)?{TIME}))?\.?$"
    rf"|^(?:{_DID}\s*:?\s*)?{_WHEN}\s*(?:[-–—|•·,]|\bpar\b|\bby\b)\s*(?P<after>[^.!?:;]{{2,70}})$",
    I,
)
#: A line that says who wrote.
BYLINE = re.compile(
    r"^(?:(?:par|by|de notre (?:correspondante?|envoyée?)|propos recueillis par|de nos (?:correspondants|envoyés)|written by|"
    r"article (?:de|by))\s+|(?:auteurs?|authors?|rédaction|source)\s*:\s*)(?P<who>[^.!?]{2,120})\.?$",
    I,
)
#: The same, where a name without a verb must do: "By" alone also begins sentences.
_NAMED = re.compile(r"^(?:la\s+rédaction|the\s+(?:editors|newsroom|staff))\b|^\W*[A-ZÀ-Þ\d]|^[\w.]*[-_\d][\w.-]*$")
SIGNATURE = re.compile(rf"^{_PERSON}$|^\((?:avec\s+|with\s+)?[A-Z]{{2,8}}(?:[ ,/]+[A-Z][A-Za-z]*)*\)$")

_AGENCY = r"(?:\((?-i:[A-Z])[^()\d]{1,30}\)|/(?-i:[A-Z])[^/\n\d]{1,30}/)"
#: Dates and places printed at the head of a paragraph.
LEAD_IN = re.compile(
    rf"^\s*(?:\[(?:màj|maj|m[àa]j|mise à jour|update[d]?|edit(?:ed)?)\b[^\]\n]{{0,60}}\]\s*"
    rf"|(?:(?-i:[A-ZÀ-Þ])[\w’'-]+(?:[ -][\w’'-]+){{0,3}})(?:,?\s+(?:le\s+)?|\s*{_AGENCY},\s+)(?:{DATE})\s*(?:{_AGENCY})?\s*[-–—]{{1,2}}\s+"
    rf"|(?:(?-i:[A-ZÀ-Þ]{{3,}})(?-i:[ ’'A-ZÀ-Þ-]*))(?:,[^()\n.]{{1,30}})?\s*{_AGENCY}\s*[-–—]{{1,2}}\s+"
    r"|(?:(?-i:[A-ZÀ-Þ])[\w’'-]+)\s+\((?-i:[A-Z]{2,8})\)\s*[-–—]\s+)",
    I,
)

CREDIT = re.compile(
    r"^(?:(?:cr[ée]dits?(?:\s+(?:photos?|images?|illustrations?|visuels?))?|photos?(?:\s+(?:credits?|by|d[’']illustration|d[’']archives))?|"
    r"images?(?:\s+(?:credits?|by))?|illustrations?|picture(?:\s+credit)?|visuels?|légende|légende "
    r"photo|caption|photographie?s?)\s*[:©/]|©|\(c\)\s|ph\.\s*:)"
    r"[^\n]{0,160}$|^photo\s+(?:by|de|d[’'])\s[^.\n]{2,60}$",
    I,
)
#: A picture's caption that ends in its credit.
CREDITED = re.compile(r"(?:©\s?[^.©\n]{2,60}|\((?:photo|crédits?|image|credit|illustration)\b[^()\n]{0,60}\))\.?$", I)
#: A caption printed at the end of a paragraph, as a sentence of its own.
TRAILING_CREDIT = re.compile(
    r"(?<=[.!?»”\"…])\s+(?:photos?|crédits?(?:\s+photos?)?|photo\s+credits?|illustration|image)\s*:\s*[^.\n]{2,120}\.?\s*$", I
)

READING_TIME = re.compile(
    r"^(?:(?:[\w’' -]{1,25}\s)?(?:temps de lecture|lecture|durée de lecture|reading time|read time)\s*:?\s*)?(?:[\w’'&-]+\s){0,2}\d{1,2}\s*"
    r"(?:min(?:utes?|s)?|mn)\.?(?:\s+(?:de lecture|read|to read))?$",
    I,
)

_ACTIONS = (
    r"partager?z?|partagez[- ]le|partage|tweete?r?z?|retweeter|imprimer|envoyer|copier le lien|enregistrer|"
    r"sauvegarder|écouter(?: (?:l[’']article|cet article))?|"
    r"share|tweet|print|e-?mail|copy link|save|listen(?: to this article)?|réagir|commenter|suivre|follow|j[’']aime|like|signaler|"
    r"s[’']abonner|abonnez-vous|je m[’']abonne|déjà abonnée?|abonnée?s?|se connecter|connexion|connectez-vous|"
    r"déconnexion|s[’']inscrire|inscrivez-vous|inscription|mon compte|"
    r"subscribe(?: now)?|already a subscriber|sign (?:in|up|out)|log ?(?:in|out)|register|my account|"
    r"become a member|créer un compte|se désabonner|"
    r"menu(?: principal)?|accueil|page d[’']accueil|home(?:page)?|rechercher?|search|navigation|fermer|"
    r"close|suivant|précédent|next|previous|"
    r"options d[’']affichage|notifications?|thèmes?|newsletters?|contact(?:ez-nous| us)?|à propos|"
    r"about(?: us)?|qui sommes-nous|mentions légales|"
    r"plan du site|sitemap|site map|aide|help|faq|cookies?|publicité|annonce|advertisement|advertising|"
    r"sponsored|sponsorisé|contenu sponsorisé|partenaires?|"
    r"archives|podcasts?|vidéos?|videos?|voir plus|en savoir plus|lire la suite|read more|show more|see more|load more|afficher plus|"
    r"haut de page|retour en haut|back to top|top|skip to (?:main )?content|aller au contenu(?: principal)?|passer au contenu|rss|"
    r"article (?:suivant|précédent)|(?:next|previous) (?:article|post|story)|dernières? (?:minute|"
    r"actualités|infos)|à la une|sommaire|table of contents|contents|actualités?|"
    r"imprimer l[’']article|partager (?:cet|l[’'])\s?article|share this (?:article|story|post|page)|"
    r"réservé aux abonnés|article abonné|premium|"
    r"politique de (?:confidentialité|cookies)|données personnelles|privacy(?: policy)?|cookie policy|"
    r"terms (?:of use|of service|and conditions)|"
    r"conditions générales(?: d[’']utilisation| de vente)?|cgu|cgv|gérer (?:mes|les) cookies|accepter(?: "
    r"et fermer)?|tout accepter|continuer sans accepter|accept(?: all)?(?: cookies)?"
)
#: A line that is nothing but a button or an entry of a menu.
ACTION = re.compile(rf"^\W*(?:{_ACTIONS})(?:\s+(?:sur|par|via|on|by|avec|with)\s+[\w.+-]+(?:\s[\w.+-]+)?)?\W*$", I)
#: Several of them in one line, or a bread-crumb trail.
_SEPARATOR = re.compile(r"\s+[|>›»•·/]\s+|\s{3,}|\t+")
#: Lines that begin like this are the page speaking to its reader.
APPEAL = re.compile(
    r"^\W*(?:(?:à )?(?:lire|voir|écouter|découvrir|regarder|relire)\s+(?:aussi|également|encore|notre "
    r"(?:dossier|article)|sur le même (?:sujet|thème))\b|(?:re)?lire\s*:|(?:read|see|watch|also)\s+(?:also|"
    r"read|more|next)\s*:|also read\b|"
    r"pour aller plus loin\W*$|(?:sur|dans) le même (?:sujet|thème|dossier)|(?:nos|les) articles? "
    r"(?:liés|similaires|associés|recommandés)|articles? (?:liés|similaires|associés|connexes|récents)|"
    r"related(?: (?:articles?|stories|posts|content|reading|topics))?\W*$|recommended(?: for you)?\W*$|"
    r"you (?:may|might) also like|vous aimerez aussi|(?:les )?plus (?:lus|populaires|commentés)\W*$|"
    r"most (?:read|popular|viewed)\W*$|"
    r"more (?:on|about) this (?:story|topic)|more from\b|plus d[’']articles|"
    r"abonnez-vous|inscrivez-vous (?:à|sur)|recevez\b.{0,60}\b(?:newsletter|lettre|e-?mail|boîte)|"
    r"subscribe to\b|sign up (?:for|to)\b|get (?:the|our) (?:\w+ )?newsletter|"
    r"suivez-nous|suivez\b.{0,40}\bsur\s+(?:les réseaux|notre|nos|\w+\W*$)|follow us|rejoignez-nous|retrouvez-nous|téléchargez (?:notre|"
    r"l[’'])\s?appli|download (?:our|the) app|"
    r"partager (?:sur|cet|l[’'])|partagez (?:cet|l[’'])|share (?:this|on)\b|"
    r"cet article est réservé|(?:cet )?article réservé|contenu réservé|il vous reste \d+\s?%|la suite "
    r"est réservée|pour lire la suite|this (?:article|content) is (?:for|reserved)|to continue reading|"
    r"(?:connectez|identifiez|inscrivez|abonnez)-vous (?:pour|afin)|vous devez être (?:abonnée?|connectée?|"
    r"inscrite?)|vous avez déjà un compte|déjà abonnée?\s?\?|"
    r"déjà inscrite?\s?\?|already (?:a )?(?:member|subscriber|registered)|"
    r"you (?:must|need to) be (?:logged|signed|a subscriber)|(?:please )?(?:log|sign) in to|"
    r"vous n[’'](?:avez|êtes) pas (?:encore|de)\b|pas encore (?:abonné|inscrit|membre)|not (?:yet "
    r")?(?:a )?(?:member|subscriber|registered)\b|"
    r"(?:ce site|nous) utilis(?:e|ons) des cookies|we use cookies|this (?:site|website) uses cookies|"
    r"en poursuivant votre navigation|by continuing to|"
    r"tous droits réservés|all rights reserved|copyright\b|reproduction (?:interdite|prohibited)|"
    r"(?:mots?[- ]clés?|tags?|étiquettes?|thèmes? associés?|rubriques?|catégories?|categor(?:y|ies)|"
    r"filed under|topics?|keywords?|sujets?)\s*:)",
    I,
)
#: Headings whose following lines are links to other articles.
LINKS = re.compile(
    r"^\W*(?:(?:à )?(?:lire|voir|écouter|découvrir)\s+(?:aussi|également|encore)|(?:read|see)\s+(?:also|"
    r"more)|also read|pour aller plus loin|(?:sur|dans) le même (?:sujet|thème|dossier)|"
    r"(?:nos |les )?articles? (?:liés|similaires|associés|recommandés|connexes|récents)|related(?: "
    r"(?:articles?|stories|posts|content|reading|topics))?|"
    r"recommended(?: for you)?|you (?:may|might) also like|vous aimerez aussi|(?:les )?(?:articles "
    r")?(?:les )?plus (?:lus|populaires|commentés)|most (?:read|popular|viewed)|more (?:on|about) "
    r"this (?:story|topic)|"
    r"sommaire|table of contents|contents|dernières (?:actualités|infos)|à la une|latest (?:news|stories|articles)|plus d[’']articles)\W*$",
    I,
)
#: A line drawn between things, or the bullet of an entry that stands on the next line.
RULE = re.compile(r"^[-–—*•·.|_=~<>#+/\s]+$")


def is_dateline(text: str) -> bool:
    """Whether a line is a date or a byline and nothing else."""
    if len(text) > 140:
        return False
    if DATELINE.match(text):
        return True
    match = BYLINE.match(text)
    return bool(match and _NAMED.match(match["who"]) and len(strip(match["who"]).split()) <= 9)


def is_dated(text: str) -> bool:
    """Whether a line is a publisher, a town or an author beside a date."""
    match = DATED.match(text) if len(text) <= 140 else None
    return bool(match and len((match["before"] or match["after"] or "").split()) <= 8)


def is_menu(text: str) -> bool:
    """Whether a line is several entries side by side: a menu, a share bar, a bread-crumb trail."""
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    if len(parts) < 2 or re.search(DATE, text, I) or any(len(part) > 40 for part in parts[:-1]):
        return False
    if all(ACTION.match(part) for part in parts):
        return True
    if text.rstrip()[-1:] in ".!?…" or any(mark in text for mark in ".;"):
        return False
    return len(parts) >= 3 or bool(ACTION.match(parts[0]))


def is_boilerplate(text: str) -> bool:
    """Whether a line belongs to the page: buttons, menus, reading time, appeals, links to other articles."""
    if len(text) > 300:
        return False
    if RULE.match(text):
        return True
    return bool(ACTION.match(text) or READING_TIME.match(text) or APPEAL.match(text) or LINKS.match(text) or is_menu(text))


def is_caption(text: str) -> bool:
    """Whether a line is a picture's credit, or a caption that ends in one."""
    sentence = text.endswith(".") and len(text.split()) >= 12
    return bool((len(text) <= 180 and CREDIT.match(text) and not sentence) or (len(text) <= 250 and CREDITED.search(text)))
