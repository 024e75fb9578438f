"""Quantities in a text: money, per cents, counts and durations, with ranges, vague amounts and approximations, as the text has them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kg.language.figures import Figure, Figures, Quantity, measured, yearlike
from kg.language.numbers import Numbers, rescaled, shown
from kg.language.scan import Phrases, Scan
from kg.language.units import Unit, Units
from kg.language.vague import Vague
from kg.lexicon import Lang

BOUNDS = {"less than": "< ", "more than": "> ", "at least": ">= ", "at most": "<= "}
#: How far back, in code points, the currency of "2.7 billion" may stand.
REACH = 400


#: What a quantity may begin with at a word, as bits (an enum.Flag would cost more than all the reading).
WHOLE, MULTIPLE, ELIDED, VAGUE, FRACTION, FIGURE, APPROXIMATION = (1 << bit for bit in range(7))


class Quantities:
    """Finds the quantities of one language in a scan."""

    def __init__(self, lang: Lang) -> None:
        """Raises OntologyError when the language lacks a key."""
        self.numbers, self.units = Numbers(lang), Units(lang)
        self.figures, self.vague = Figures(self.numbers, self.units), Vague(lang, self.units)
        self._before = Phrases.of(lang.groups("approximators.before"))
        self._after = Phrases.of(lang.groups("approximators.after"))
        self._alone = Phrases(lang.table("fractions.alone"))
        self._of = Phrases(lang.table("fractions.before_of"))
        self._fraction_of = frozenset(lang.words("fractions.of"))
        self._wholes = Phrases(dict.fromkeys(lang.words("wholes"), "100"))
        self._between, self._and = frozenset(lang.words("ranges.between")), frozenset(lang.words("ranges.and"))
        self._to, self._from = frozenset(lang.words("ranges.to")), frozenset(lang.words("ranges.from"))
        self._change = lang.words("ranges.change")
        self._same = Phrases(dict.fromkeys(lang.words("ellipsis.same_unit"), True))
        self._out_of = Phrases(dict.fromkeys(lang.words("ellipsis.out_of"), True))
        self._or = frozenset(lang.words("ellipsis.or"))
        self._multiples, self._objects = lang.integers("multiples.verbs"), Phrases(dict.fromkeys(lang.words("multiples.objects"), True))
        self._losses = Phrases(dict.fromkeys(lang.words("losses"), True))
        self._declines = Phrases(dict.fromkeys(lang.words("declines"), True))
        self._loss_joiners = frozenset(lang.words("loss_joiners"))
        self._labels = frozenset(lang.words("labels"))
        self._clock = frozenset(lang.words("dates.clock_before"))
        self._years_after = frozenset(lang.words("dates.before_year"))
        approximators = self._before.first_words()
        figure = self.numbers.first_words() | self.units.first_words() | self._between | frozenset("-−+")
        #: What may begin with a word, so that most words cost one look-up.
        self._begins: dict[str, int] = {}
        for words, kind in (
            (self._wholes.first_words(), WHOLE),
            (frozenset(self._multiples), MULTIPLE),
            (self._same.first_words() | self._out_of.first_words(), ELIDED),
            (self.vague.first_words(), VAGUE),
            (self._alone.first_words() | self._of.first_words(), FRACTION),
            (figure, FIGURE),
            (approximators, APPROXIMATION),
        ):
            for word in words:
                self._begins[word] = self._begins.get(word, 0) | kind

    def find(self, pieces: Scan) -> list[Quantity]:
        """All quantities of a scan, in order, without overlap."""
        found: list[Quantity] = []
        i = 0
        begins, words, kinds = self._begins, pieces.words, pieces.kinds
        while i < len(words):
            kind = FIGURE if kinds[i] == "n" else begins.get(words[i])
            quantity = None if kind is None else self._at(pieces, i, kind, found)
            if quantity is None:
                i += 1
            else:
                found.append(quantity)
                i = quantity.end
        return found

    def _at(self, pieces: Scan, i: int, kind: int, found: list[Quantity]) -> Quantity | None:
        if kind & WHOLE and (whole := self._wholes.match(pieces, i)) is not None:
            return measured(i, whole[0], "Percent", Decimal(100), None, "%", None)
        if kind & MULTIPLE:
            return self._multiple(pieces, i, found)
        if kind & ELIDED and (elided := self._elided(pieces, i, found)) is not None:
            return elided
        exact = self._exact(pieces, i, kind, found, sure=False)
        if exact is not None:
            return self._finish(pieces, exact, None)
        if kind & APPROXIMATION and (word := self._before.match(pieces, i)) is not None:
            start, approximate = word
            after = FIGURE if pieces.kind(start) == "n" else self._begins.get(pieces.word(start))
            exact = None if after is None else self._exact(pieces, start, after, found, sure=True)
            if exact is not None:
                return self._finish(pieces, replace(exact, start=i), approximate)
        return None

    def _exact(self, pieces: Scan, i: int, kind: int, found: list[Quantity], *, sure: bool) -> Quantity | None:
        """The quantity at piece `i` without approximators; `sure` when one stood before it."""
        if kind & VAGUE and (vague := self._vague(pieces, i, found)) is not None:
            return vague
        if kind & FRACTION and (fraction := self._fraction(pieces, i)) is not None:
            return fraction
        if not kind & FIGURE:
            return None
        between = pieces.words[i] in self._between
        low = self.figures.read(pieces, i + between)
        if low is None:
            return None
        return self._range(pieces, i, low, between=between) or (None if between else self._simple(pieces, i, low, found, sure=sure))

    def _finish(self, pieces: Scan, quantity: Quantity, approximate: str | None) -> Quantity:
        """The same quantity with its approximators and, after "loss of", its sign."""
        end = quantity.end
        after = self._after.match(pieces, end) if approximate is None else None
        if after is not None:
            end, approximate = after
        return self._rendered(pieces, replace(quantity, end=end, approximate=approximate or quantity.approximate))

    def _rendered(self, pieces: Scan, quantity: Quantity) -> Quantity:
        amount = quantity.amount
        if not isinstance(amount.number, Decimal):
            return quantity
        if amount.number > 0 and self._lost(pieces, quantity):
            return replace(quantity, amount=replace(amount, number=-amount.number), text="-" + quantity.text)
        bound = BOUNDS.get(quantity.approximate or "")
        if bound is None:
            return quantity
        phrase = f"{quantity.approximate} {shown(amount.number)}"
        return replace(quantity, amount=replace(amount, number=phrase), text=bound + quantity.text)

    def _lost(self, pieces: Scan, quantity: Quantity) -> bool:
        start = quantity.start
        joined = pieces.word(start - 1) in self._loss_joiners
        if quantity.kind == "Amount":
            return joined and self._losses.before(pieces, start - 1) is not None
        if quantity.kind != "Percent":
            return False
        return self._declines.before(pieces, start - joined) is not None

    # -- the parts

    def _fraction(self, pieces: Scan, i: int) -> Quantity | None:
        found = self._alone.match(pieces, i)
        if found is None:
            found = self._of.match(pieces, i)
            if found is None or pieces.word(found[0]) not in self._fraction_of:
                return None
            if self._time_after(pieces, found[0] + 1):
                return None  # a quarter of an hour
        return measured(i, found[0], "Percent", Decimal(found[1]), None, "%", None)

    def _time_after(self, pieces: Scan, i: int) -> bool:
        unit = self.units.read(pieces, i, None, of=False)
        return unit is not None and unit.kind == "Duration"

    def _range(self, pieces: Scan, i: int, low: Figure, *, between: bool) -> Quantity | None:
        """ "entre 10 et 15 %", "10 à 15 millions d'euros", "10-15 %", "between $2bn and $3bn"."""
        at = low.end
        if low.rough:
            return None
        word = pieces.word(at)
        hyphen = word in ("-", "–", "‑", "—") and pieces.joined(at) == pieces.joined(at + 1)
        if not (word in self._and if between else word in self._to or hyphen) or (not between and self._changes(pieces, i)):
            return None
        high = self.figures.after_hyphen(pieces, at + 1) if hyphen else self.figures.read(pieces, at + 1)
        if high is None or high.rough or (high.unit is None and low.unit is None) or low.signed or high.signed:
            return None
        unit = high.unit or low.unit
        if unit is None or (low.unit and high.unit and low.unit.name != high.unit.name):
            return None
        if not between and unit.kind == "Count" and not unit.listed and (yearlike(pieces, i) or low.unit is not None):
            return None
        scale = high.scale or low.scale
        lent = scale if low.unit is None or (low.prefixed and not high.prefixed) else None  # "$10-15 million"
        pair = (rescaled(low.value, low.scale or lent, scale), rescaled(high.value, high.scale or scale, scale))
        if pair[0] >= pair[1] or (hyphen and yearlike(pieces, i) and unit.kind != "Amount"):
            return None
        return measured(i, high.end, unit.kind, pair, scale, unit.name, None)

    def _changes(self, pieces: Scan, i: int) -> bool:
        """Whether "from … to" before piece `i` tells a change ("passe de 10 à 15 %"): two values, no range."""
        if pieces.word(i - 1) not in self._from:
            return False
        if not self._change:
            return True
        return any(word.startswith(self._change) for word in pieces.words[max(0, i - 6) : i - 1])

    def _simple(self, pieces: Scan, i: int, figure: Figure, found: list[Quantity], *, sure: bool) -> Quantity | None:
        approximate = "about" if figure.rough else None
        unit, scale, value, end = figure.unit, figure.scale, figure.value, figure.end
        if unit is None:
            shared = self._shared(pieces, i, figure)
            if shared is not None and shared.unit is not None:
                name, kind = shared.unit.name, shared.unit.kind
                return measured(i, end, kind, value, scale or shared.scale, name, approximate)
            if scale is not None:
                return self._bare(pieces, i, end, value, scale, found, approximate)
            if figure.rough:
                last = _last(pieces, i, found)
                if last is not None and last.kind == "Count":
                    return measured(i, end, "Count", value, None, last.amount.unit, approximate)
            return None
        if unit.kind == "Duration":
            return self._duration(pieces, i, figure, unit, sure)
        if unit.kind == "Count":
            if pieces.word(i - 1) in self._labels or (not figure.number.digits and value < 2 and scale is None):
                return None
            if yearlike(pieces, i) and scale is None and (not unit.listed or pieces.word(i - 1) in self._years_after):
                return None
            if not unit.listed and not sure and pieces.capital(i - 1) and scale is None and pieces.sentence_start(i) != i - 1:
                return None  # "Boeing 737 livrés"
        return measured(i, end, unit.kind, value, scale, unit.name, approximate)

    def _duration(self, pieces: Scan, i: int, figure: Figure, unit: Unit, sure: bool) -> Quantity | None:
        value, end = figure.value, figure.end
        if unit.name == "hours" and not sure and value <= 24 and pieces.word(i - 1) in self._clock:
            return None  # "à 20 heures"
        if unit.name == "hours" and value >= 100:
            return measured(i, end, "Count", value, figure.scale, unit.name, None)
        half = self.numbers._halves.match(pieces, end)
        if half is not None:
            value, end = value + half[1], half[0]
        return measured(i, end, "Duration", value, figure.scale, unit.name, "about" if figure.rough else None)

    def _shared(self, pieces: Scan, i: int, figure: Figure) -> Figure | None:
        """The next figure when it lends its unit: "22,2 et 33,3 %", "passe de 10 à 15 %"."""
        word = pieces.word(figure.end)
        if yearlike(pieces, i) or pieces.word(i - 1) in self._labels or not figure.number.digits:
            return None
        if word not in self._or and not (word in self._to and self._changes(pieces, i)):
            return None
        other = self.figures.read(pieces, figure.end + 1)
        if other is None or other.unit is None or not other.unit.listed or other.unit.kind == "Duration":
            return None
        return other

    def _bare(
        self, pieces: Scan, i: int, end: int, value: Decimal | str, scale: str | None, found: list[Quantity], approximate: str | None
    ) -> Quantity:
        """A scaled number without a unit: that of the last quantity in its sentence, else of the last money nearby, else none."""
        last = _last(pieces, i, found)
        if last is not None and last.kind in ("Amount", "Count") and last.amount.unit:
            return measured(i, end, last.kind, value, scale, last.amount.unit, approximate)
        for earlier in reversed(found):
            if pieces.starts[i] - pieces.ends[earlier.end - 1] > REACH:
                break
            if earlier.kind == "Amount" and earlier.amount.unit:
                return measured(i, end, "Amount", value, scale, earlier.amount.unit, approximate)
        return measured(i, end, "Amount", value, scale, "", approximate)

    def _vague(self, pieces: Scan, i: int, found: list[Quantity]) -> Quantity | None:
        if pieces.kind(i - 1) == "n":
            return None
        heap = self.vague.read(pieces, i)
        if heap is None:
            return None
        if heap.unit is None:
            return self._bare(pieces, i, heap.end, heap.phrase, None, found, None)
        return measured(i, heap.end, heap.unit.kind, heap.phrase, None, heap.unit.name, None)

    def _elided(self, pieces: Scan, i: int, found: list[Quantity]) -> Quantity | None:
        """ "151 salariés sur 248", "14 millions de véhicules, contre moins de 11": the unit stands before."""
        if not found:
            return None
        out_of = self._out_of.match(pieces, i) if found[-1].end == i and found[-1].kind == "Count" else None
        link = out_of or self._same.match(pieces, i)
        last = _last(pieces, i, found) if link is not None else None
        if link is None or last is None or last.kind == "Duration":
            return None
        word = self._before.match(pieces, link[0])
        for start, approximate in [(link[0], None)] if word is None else [word, (link[0], None)]:
            figure = self.figures.read(pieces, start)
            if figure is None or figure.unit is not None or yearlike(pieces, start) or figure.rough or not figure.number.digits:
                continue
            small = figure.scale is None and figure.value < 1000 and out_of is None
            scale = figure.scale or (last.amount.scale if small else None)
            quantity = measured(start, figure.end, last.kind, figure.value, scale, last.amount.unit, None)
            return self._finish(pieces, replace(quantity, start=link[0]), approximate)
        return None

    def _multiple(self, pieces: Scan, i: int, found: list[Quantity]) -> Quantity | None:
        """ "tripler ce chiffre": a figure that the text lets one compute from the one before."""
        objects = self._objects.match(pieces, i + 1)
        if objects is None:
            return None
        for last in reversed(found):
            if last.kind in ("Amount", "Count") and isinstance(last.amount.number, Decimal):
                value = last.amount.number * self._multiples[pieces.words[i]]
                return measured(i, objects[0], last.kind, value, last.amount.scale, last.amount.unit, None)
        return None


def _last(pieces: Scan, i: int, found: list[Quantity]) -> Quantity | None:
    """The quantity before piece `i` when it stands in the same sentence."""
    if not found or any(pieces.sentence_ends(k) for k in range(found[-1].end, i)):
        return None
    return found[-1]
