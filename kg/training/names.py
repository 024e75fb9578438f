"""Names of many shapes for the business text, most of them invented; the shapes overlap, so that only the context tells a name's type."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from kg.language.pipelines import common_words
from kg.training.gold_names import real_names
from kg.training.spelling import article, lists, plain, strip_article


class Names:
    """Draws names for one language from one random generator; the same seed gives the same names."""

    def __init__(self, lang: str, rng: random.Random) -> None:
        """`lang` is "fr" or "en"; what the English lists lack comes from the French ones."""
        self.lang, self.rng = lang, rng
        self.parts = {**lists("names_fr"), **(lists("names_en") if lang == "en" else {})}
        if lang == "fr":  # the French press writes about the whole world's people
            other = lists("names_en")
            self.parts["first"] = self.parts["first"] + other["first"]
            self.parts["last"] = self.parts["last"] + other["last"]

        for key, names in real_names().items():
            self.parts[key] = self.parts[key] + names
        self.parts["word"] = [w for w in sorted(common_words(lang)) if 4 < len(w) < 12 and w.isalpha()]

    def pick(self, key: str) -> str:
        """One entry of a list."""
        return self.rng.choice(self.parts[key])

    # people ---------------------------------------------------------------------------------------------------------

    def surname(self) -> str:
        """A family name: mostly listed, some invented, some with a particle."""
        r = self.rng.random()
        if r < 0.07:
            return self.pick("particle")
        if r < 0.12:  # rare: in the press a bare invented word is a company
            return self.invented(brand=False)
        if r < 0.18:
            return f"{self.pick('last')}-{self.pick('last')}"
        if r < 0.3 and self.lang == "fr":
            return plain(self.pick("last"))
        return self.pick("last")

    def person(self) -> str:
        """A person's full name."""
        r = self.rng.random()
        first = self.pick("compound") if r < 0.12 else self.pick("first")
        if r > 0.95:
            first = f"{'A' if first[0] == 'M' else first[0]}." if "-" not in first else "-".join(p[0] + "." for p in first.split("-"))
        elif r > 0.91 and self.lang == "fr":
            first = plain(first)
        elif r > 0.88:
            first = f"{first} {self.pick('first') if self.rng.random() < 0.5 else chr(65 + self.rng.randrange(26)) + '.'}"
        last = self.surname()
        return f"{first} {last.upper() if self.rng.random() < 0.02 else last}"

    # organisations --------------------------------------------------------------------------------------------------

    def invented(self, *, brand: bool = True) -> str:
        """A word that does not exist."""
        rng = self.rng
        word = "".join(self.pick("onset") + self.pick("nucleus") + self.pick("coda") for _ in range(rng.choice([1, 1, 1, 1, 2, 2])))
        if (brand and len(word) < 7 and rng.random() < 0.6) or len(word) < 4:
            word += self.pick("ending")
        word = re.sub(r"(.)\1\1+", r"\1\1", word)
        word = plain(word) if rng.random() < 0.7 else word
        return word[:1].upper() + word[1:]

    def company(self) -> str:
        """A company's name in one of many shapes, without article or legal form."""
        rng, pick = self.rng, self.pick
        shapes: list[tuple[float, Callable[[], str]]] = [
            (16, self.invented),
            (6, lambda: pick("head") + rng.choice([pick("ending"), pick("coda") + pick("ending"), pick("nucleus") + pick("ending")])),
            (9, lambda: pick("common")),
            (7, lambda: pick("word").capitalize()),
            (8, self.acronym),
            (5, lambda: f"{self.invented()} {pick('sector')}"),
            (4, lambda: f"{pick('common')} {pick('sector')}"),
            (3, lambda: f"{self.acronym()} {pick('sector')}"),
            (3, lambda: f"{pick('head')}{pick('english_words')}"),
            (
                3,
                lambda: (
                    pick("english_words")
                    + rng.choice(["", "", " "])
                    + (pick("english_words").lower() if rng.random() < 0.3 else pick("english_words"))
                ),
            ),
            (2, lambda: f"{pick('english_words')} {pick('english_words')} {pick('sector')}"),
            (3, lambda: f"{pick('prefix')} {rng.choice([pick('last'), pick('common'), self.invented()])}"),
            (
                3,
                lambda: (
                    f"{pick('last')} {rng.choice([pick('sector'), pick('family'), pick('family'), '& ' + pick('last')])}"
                ),
            ),
            (2, lambda: f"{pick('last')}-{pick('last')}"),
            (2.5, self.surname),
            (0.6, self.person),
            (2, lambda: f"{pick('city')} {pick('sector')}"),
            (
                1,
                lambda: (
                    f"{rng.choice(['Banque de', 'Crédit de', 'Compagnie de', 'Port de', 'Ciments de'])} {pick('city')}"
                    if self.lang == "fr"
                    else f"Bank of {pick('city')}"
                ),
            ),
            (1, self.town),
            (2, lambda: f"{self.invented()}{pick('brand_tail')}"),
            (
                2,
                lambda: (
                    f"{rng.randint(1, 99)}{rng.choice(['', ' '])}{rng.choice([self.invented(), pick('common').lower()])}"
                ),
            ),
            (2, lambda: f"{rng.choice('aeioumbt')}{rng.choice(['', '-'])}{rng.choice([self.invented(), pick('common'), pick('head')])}"),
            (2, lambda: (pick("head") + pick("ending")).lower() if rng.random() < 0.3 else (pick("head") + pick("ending")).upper()),
            (2, lambda: f"{self.invented()}-{rng.choice([self.invented(), pick('common'), pick('sector')])}"),
            (
                2,
                lambda: (
                    f"{rng.choice(['La ', 'Le ', 'Les '])}{pick('common')}{rng.choice(['', '', 's'])}"
                    if self.lang == "fr"
                    else f"The {pick('common')} {pick('sector')}"
                ),
            ),
            (
                1,
                lambda: (
                    f"{pick('common')} {rng.choice(['de', 'du', 'et', 'des'])} {pick('common')}"
                    if self.lang == "fr"
                    else f"{pick('common')} and {pick('common')}"
                ),
            ),
            (
                1,
                lambda: (
                    f"{pick('club')} {rng.choice(['du ' + pick('common'), pick('common'), 'de ' + pick('city')])}"
                    if self.lang == "fr"
                    else f"{pick('city')} {pick('club_tail')}"
                ),
            ),
            (5, lambda: pick("world")),
            (
                1,
                lambda: (
                    f"{pick('world')} {rng.choice([pick('branch'), pick('sector')])}"
                ),
            ),
            (2, lambda: self.invented().upper()),
            (
                4,
                lambda: (
                    f"{rng.choice([self.invented(), pick('common'), pick('last'), self.acronym(), pick('city')])} {pick('branch')}"
                ),
            ),
            (
                2,
                lambda: (
                    f"{pick('channel')}{rng.choice([' ', '-', ''])}"
                    f"{rng.choice([pick('city'), pick('common'), self.invented(), str(rng.randint(1, 9))])}"
                ),
            ),
            (3, lambda: f"{pick('first')} {rng.choice([pick('sector'), pick('sector'), pick('common')])}"),
        ]
        weights = [w for w, _ in shapes]
        return rng.choices([f for _, f in shapes], weights)[0]()

    def acronym(self) -> str:
        """Two to five capitals, at times with a digit or an ampersand."""
        rng = self.rng
        letters = "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVX") for _ in range(rng.choice([2, 3, 3, 3, 4, 4, 5])))
        r = rng.random()
        if r < 0.08:
            return letters[:2] + str(rng.randint(1, 9))
        if r < 0.12:
            return f"{letters[0]}&{letters[1]}"
        if r < 0.18 and len(letters) > 2:
            return letters.capitalize()
        return letters

    def organisation(self) -> str:
        """A company as the press writes it, now and then with its legal form."""
        name = self.company()
        r = self.rng.random()
        if r < 0.08:
            return f"{name} {self.pick('legal')}"
        if r < 0.11:
            return f"Groupe {name}" if self.lang == "fr" else f"{name} Group"
        return name

    def medium(self) -> str:
        """A newspaper, channel, site or agency."""
        rng = self.rng
        pattern = self.pick("media_pattern")
        word = rng.choice([self.pick("media_word"), self.pick("media_word"), self.pick("common")])
        if pattern.startswith("Les ") and self.lang == "fr":
            word = word if word.endswith("s") else word + "s"
        name = pattern.replace("%w", word).replace("%l", self.pick("city")).replace("%d", str(rng.randint(2, 60)))
        return name.replace("%v", rng.choice(self.parts["media_vowel"]))

    def public_body(self) -> tuple[str, str]:
        """(article with its space, or "", and name) of an authority, ministry, court, union or state."""
        rng, r = self.rng, self.rng.random()
        if r < 0.16:
            return article(self.pick("state"))
        if r < 0.32:
            return article(self.pick("bodies"))
        if r < 0.5:
            return article(self.pick("local").replace("%l", self.pick("city")).replace("%r", strip_article(self.pick("region"))))
        if r < 0.64:
            name = rng.choice([self.pick("acronyms_public"), self.acronym()])
            return ("l'" if name[0] in "AEIOUH" and self.lang == "fr" else ("la " if self.lang == "fr" else "the "), name)
        if self.lang == "en":
            pattern = self.pick("public").replace("%n", self.pick("public_n"))
            return ("the ", pattern if rng.random() < 0.6 else f"{self.pick('country').removeprefix('the ')} {pattern}")
        if r < 0.78:
            kind = rng.choice(["ministère", "ministère", "secrétariat d'État", "Ministère"])
            tail = f"des {self.pick('ministry_p')}" if rng.random() < 0.3 else f"de {self.pick('ministry')}"
            nation = rng.choice(["", "", "", " français", " allemand", " italien"])
            return ("le ", f"{kind}{nation} {tail}")
        if r < 0.87:
            body = f"gouvernement de {self.pick('country')}" if r < 0.8 else f"{self.pick('adjective_bodies')} {self.pick('nation')}"
            if r > 0.86:
                return "l'", f"{rng.choice(['administration', 'exécutif', 'armée'])} {self.pick('last')}"
            return ("le ", rng.choice([body, body[:1].upper() + body[1:]]))
        pattern = self.pick("public").replace("%n", self.pick("public_n")).replace("%p", self.pick("public_p"))
        if rng.random() < 0.25:
            pattern = " ".join(w.capitalize() if w not in {"de", "la", "des", "à", "du"} and "'" not in w else w for w in pattern.split())
        masculine = pattern.split()[0] in {"Haut", "Conseil", "Office", "Institut", "Comité", "Observatoire", "Fonds", "Syndicat", "Centre"}
        vowel = pattern[0] in "AEIOUÉHaeiouéh" and not pattern.startswith(("Haut",))
        return ("l'" if vowel else "le " if masculine else "la ", pattern)

    # places ---------------------------------------------------------------------------------------------------------

    def town(self) -> str:
        """An invented town."""
        rng = self.rng
        r = rng.random()
        if self.lang == "en":
            return f"{self.pick('english_words')}{self.pick('town_end')}"
        if r < 0.3:
            return f"Saint-{self.pick('saint')}{rng.choice(['', '-' + rng.choice(['sur', 'lès', 'en']) + '-' + self.pick('river')])}"
        if r < 0.6:
            return f"{self.pick('town_a')}{self.pick('town_b')}{rng.choice(['', '', '-sur-' + self.pick('river')])}"
        if r < 0.75:
            return f"{self.pick('town_c')}-{rng.choice(['de-', 'le-', 'sur-', 'lès-'])}{self.pick('river')}"
        if r < 0.9:
            return self.invented(brand=False)
        return f"{rng.choice(['La', 'Le', 'Les'])} {self.pick('town_a')}{self.pick('town_b')}"

    def place(self) -> str:
        """A town, known or invented."""
        return self.town() if self.rng.random() < 0.18 else self.pick("city")

    def title(self) -> str:
        """The title of a work, or a product or programme called like one: capitals, but no person, organisation or place."""
        rng, pick = self.rng, self.pick
        if self.lang == "fr":
            small = pick("common").lower()
            shapes = [
                f"{rng.choice(['Le', 'La', 'Les', 'Un', 'Une'])} {rng.choice([pick('common'), small])}",
                f"{rng.choice(['Le', 'La'])} {pick('common')} {rng.choice(['du', 'des', 'de la', 'et le', 'et la'])} {small}",
                f"{pick('english_words')} {pick('english_words')}",
                f"The {pick('english_words')} {rng.choice(['of', 'and'])} {pick('english_words')}",
                f"{pick('common')} {rng.choice(['en', 'sans', 'sur', 'contre', 'dans'])} {small}",
                pick("common"),
                f"{pick('common')} {rng.choice(['2', '3', 'II', '2000', 'Junior', 'Plus', 'Live'])}",
            ]
        else:
            shapes = [
                f"The {pick('english_words')} {pick('english_words')}",
                f"The {pick('common')} of {pick('common')}",
                f"{pick('english_words')} and {pick('english_words')}",
                f"{pick('common')} {rng.choice(['2', 'II', 'Plus', 'Live', '3000'])}",
                f"A {pick('common')} in the {pick('english_words')}",
                pick("common"),
            ]
        name = rng.choice(shapes)
        french = [("« ", " »"), ('"', '"'), ("", ""), ("", ""), ("", "")]
        quotes = french if self.lang == "fr" else [('"', '"'), ("“", "”"), ("", ""), ("", "")]
        left, right = rng.choice(quotes)
        return f"{left}{name}{right}"

    def product(self) -> str:
        """A product, service or technology: a capitalised name that is no person, organisation or place."""
        if self.rng.random() < 0.4:
            return self.pick("product")
        pattern = self.pick("product_pattern")
        return pattern.replace("%w", self.pick("common")).replace("%i", self.invented()).replace("%d", str(self.rng.randint(2, 900)))


