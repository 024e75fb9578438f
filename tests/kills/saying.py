"""An extractor without models, for builds that are killed: child processes can import it, and it is done in no time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.ids import claim_id
from kg.types import Claim, Document, Extraction, Mention

#: What its articles say; `{n}` is a number of two digits.
SENTENCES = {
    "shareholding": "{a} détient {n} % de {b}, dit le rapport que la direction a publié hier soir pour ses actionnaires.",
    "acquisition": "{a} rachète {b} en 20{n}, selon ce que la direction a dit hier soir aux salariés de cette entreprise.",
}
_PATTERNS = {
    "shareholding": re.compile(r"(?P<subject>[A-Z]\w+(?: [A-Z]\w+)?) détient (?P<value>\d+ %) de (?P<object>[A-Z]\w+(?: [A-Z]\w+)?)"),
    "acquisition": re.compile(r"(?P<subject>[A-Z]\w+(?: [A-Z]\w+)?) rachète (?P<object>[A-Z]\w+(?: [A-Z]\w+)?) en (?P<date>\d{4})"),
}


class Says:
    """It finds those sentences, in whatever process."""

    def extract(self, document: Document) -> Extraction:
        claims, mentions = [], {}
        for relation, pattern in _PATTERNS.items():
            for found in pattern.finditer(document.text):
                (start, end), said = found.span(), found.groupdict()
                value, date = said.get("value"), said.get("date")
                claims.append(
                    Claim(
                        id=claim_id(
                            document.name, relation, said["subject"], said["object"], value, date, "asserted", False, start, end
                        ),
                        doc=document.name, relation=relation, subject=said["subject"], object=said["object"], value=value, date=date,
                        modality="asserted", attributed_to=None, attribution_kind=None, negated=False, ended=False, evidence=found[0],
                        start=start, end=end, rule="says", confidence=0.9,
                    )
                )  # fmt: skip
                for group in ("subject", "object"):
                    a, b = found.span(group)
                    mentions[a] = Mention(start=a, end=b, text=found[group], type="Organisation", name=found[group])
        claims.sort(key=lambda claim: claim.start)
        return Extraction(document=document, mentions=tuple(mentions[at] for at in sorted(mentions)), claims=tuple(claims))

    def pipe(self, documents: Iterable[Document], *, batch_size: int = 32) -> Iterator[Extraction]:
        return map(self.extract, documents)
