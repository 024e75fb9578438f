"""The explorer's pages over a real build, as browsers and programs ask for them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.web.pages import words
from tests.web.serving import running

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Language": "en"}
HOSTILE = "</blockquote><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of claims that somebody brought, over two articles, one with markup in its title and its text."""
    import kg

    work = tmp_path_factory.mktemp("pages")
    texts = {
        "one.txt": f"Brisetel prend 30 % de Nuvéa {HOSTILE}\n\n"
        "Brisetel détient 30 % de Nuvéa, dit son patron devant la presse réunie à Paris. "
        "Corvane dirige Nuvéa depuis que l'entreprise a été créée par l'État.",
        "two.txt": "Brisetel and Nuvéa\n\nBrisetel owns 45 % of Nuvéa since 2014. Nuvéa might be dropped.",
    }
    (work / "articles").mkdir()
    for name, text in texts.items():
        (work / "articles" / name).write_text(text, "utf-8")
        day = "2014-05-02" if name == "one.txt" else "2015-06-03"
        meta = {"publisher": f"Gazette {name[:3]}", "published": day, "title": text.split("\n")[0]}
        (work / "articles" / f"{name}.meta.json").write_text(json.dumps(meta), "utf-8")

    def claim(doc: str, relation: str, subject: str, obj: str | None, evidence: str, **slots: object) -> dict[str, object]:
        start = texts[doc].index(evidence)
        whole = dict.fromkeys(("value", "date", "attributed_to", "attribution_kind"), None)
        whole |= {"modality": "asserted", "negated": False, "ended": False}
        ends = {"start": start, "end": start + len(evidence)}
        return whole | {"relation": relation, "subject": subject, "object": obj, "evidence": evidence} | ends | slots

    things = [{"name": name, "type": kind, "aliases": []} for name, kind in (("Brisetel", "Organisation"), ("Nuvéa", "Organisation"))]
    one = [
        claim("one.txt", "shareholding", "Brisetel", "Nuvéa", "Brisetel détient 30 % de Nuvéa", value="30 %"),
        claim("one.txt", "leadership", "Corvane", "Nuvéa", "Corvane dirige Nuvéa"),
        claim("one.txt", "partner", "Brisetel", "Nuvéa", f"Brisetel prend 30 % de Nuvéa {HOSTILE}"),
    ]
    two = [claim("two.txt", "shareholding", "Brisetel", "Nuvéa", "Brisetel owns 45 % of Nuvéa since 2014", value="45 %")]
    rows = [
        {"doc": "one.txt", "entities": [*things, {"name": "Corvane", "type": "Person", "aliases": []}], "claims": one},
        {"doc": "two.txt", "entities": things, "claims": two},
    ]
    gold = work / "gold.jsonl"
    gold.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    kg.build([work / "articles"], work / "out", claims=gold)
    return work / "out"


@pytest.fixture(scope="module")
def explorer(folder: Path) -> Iterator[httpx.Client]:
    with running(folder / "store") as server, httpx.Client(base_url=server, trust_env=False, headers=BROWSER, timeout=30) as client:
        yield client


def page(client: httpx.Client, path: str, **more: object) -> str:
    answer = client.get(path, **more)  # type: ignore[arg-type]
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), answer.text
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    return answer.text


def ids_of(client: httpx.Client, kind: str) -> list[str]:
    return sorted(set(re.findall(rf'href="/{kind}/([^"#?]+)["#]', page(client, "/entity/brisetel") + page(client, "/conflicts"))))


def test_start(explorer: httpx.Client) -> None:
    text = page(explorer, "/")
    assert 'href="/entity/brisetel"' in text
    tally = dict(re.findall(r'<dt><a href="[^"]*">([^<]+)</a></dt><dd>(\d+)</dd>', text))
    assert (tally["Things"], tally["Claims"], tally["Articles"]) == ("5", "4", "2")  # publishers are things, too
    assert "Gazette two 2015-06-03" in text


def test_a_thing_down_to_the_sentence(explorer: httpx.Client) -> None:
    text = page(explorer, "/entity/brisetel")
    assert "<h3>holds a stake in</h3>" in text
    assert "<mark>Brisetel détient 30 % de Nuvéa</mark>" in text
    assert "Gazette two" in text
    assert 'class="badge disputed-mark"' in text
    assert "<h3>is held by</h3>" in page(explorer, "/entity/nuvea") or "Brisetel" in page(explorer, "/entity/nuvea")


def test_what_was_known_on_a_date(explorer: httpx.Client) -> None:
    then = page(explorer, "/entity/brisetel", params={"as_of": "2014-12"})
    assert "45 %" not in then
    assert "30 %" in then
    assert "45 %" in page(explorer, "/entity/brisetel", params={"as_of": "2015-12"})
    bad = explorer.get("/entity/brisetel", params={"as_of": "yesterday"})
    assert bad.status_code == 400
    assert "is no date" in bad.text


@pytest.mark.parametrize("kind", ["fact", "claim", "conflict", "document"])
def test_every_link_has_a_page(explorer: httpx.Client, kind: str) -> None:
    found = ids_of(explorer, kind)
    assert found
    for id_ in found:
        text = page(explorer, f"/{kind}/{id_}")
        assert "<h1" in text
        twin = explorer.get(f"/{kind}/{id_}.json")
        assert (twin.status_code, twin.headers["content-type"]) == (200, "application/json")
        assert json.loads(twin.text)


def test_an_article_with_its_evidence_marked(explorer: httpx.Client) -> None:
    for id_ in ids_of(explorer, "document"):
        text = page(explorer, f"/document/{id_}")
        told = re.findall(r'<a class="evidence" href="#claim-(\w+)"[^>]*>([^<]+)</a>', text)
        assert told
        assert {claim for claim, _ in told} <= set(re.findall(r'id="claim-(\w+)"', text))
        if "Gazette one" in text:
            assert "Corvane dirige Nuvéa" in [words_ for _, words_ in told]
            assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("path", ["/", "/conflicts", "/sources", "/things", "/entity/nuvea"])
def test_both_languages(explorer: httpx.Client, path: str) -> None:
    english, french = page(explorer, path), page(explorer, path, headers={"Accept-Language": "fr-FR,fr;q=0.9,en;q=0.5"})
    assert '<html lang="en"' in english
    assert '<html lang="fr"' in french
    assert words.word("conflicts", "fr") in french
    assert page(explorer, path, params={"lang": "fr"}) != english


def test_a_choice_is_remembered(explorer: httpx.Client) -> None:
    answer = explorer.get("/choose", params={"lang": "fr", "theme": "dark", "to": "/conflicts"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/conflicts")
    text = page(explorer, "/conflicts")
    assert 'data-theme="dark"' in text
    assert '<html lang="fr"' in text
    explorer.cookies.clear()
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        assert explorer.get("/choose", params={"lang": "fr", "to": elsewhere}).headers["location"] == "/"
        explorer.cookies.clear()


def test_what_is_not_there(explorer: httpx.Client) -> None:
    for path in ("/entity/nobody", "/fact/0000", "/claim/0000", "/document/0000", "/conflict/0000", "/inference/0000"):
        answer = explorer.get(path)
        assert (answer.status_code, "text/html" in answer.headers["content-type"]) == (404, True), path
        assert explorer.get(path + ".json").status_code == 404


def test_pages_are_not_sent_twice(explorer: httpx.Client) -> None:
    first = explorer.get("/entity/brisetel")
    again = explorer.get("/entity/brisetel", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    french = {"If-None-Match": first.headers["etag"], "Accept-Language": "fr"}
    assert explorer.get("/entity/brisetel", headers=french).status_code == 200


def test_a_conflict_reads_in_the_language_of_the_page(explorer: httpx.Client) -> None:
    french = page(explorer, "/conflicts", params={"lang": "fr"})
    for said in ("Version 1\u00a0: ", "30\u00a0%", "45\u00a0%"):
        assert said in french
    assert re.search("<p>Participation de [^<]+ au capital de [^<]+\u00a0: [^<]*30\u00a0%[^<]+45\u00a0%[^<]*</p>", french)
    assert "holds a stake in" not in french
    one = re.search(r'href="(/conflict/[^"]+)"', french)
    assert one is not None
    for lang, said in (("fr", " au capital de "), ("en", " holds a stake in ")):
        assert said in page(explorer, one[1], params={"lang": lang}).partition("</title>")[0]
    assert "holds a stake in" in page(explorer, "/conflicts")


def test_words_are_there_in_both_languages() -> None:
    for name in words._WORDS:
        assert all(words.word(name, lang) for lang in words.LANGUAGES)


def test_the_graph_as_a_table_and_as_columns(explorer: httpx.Client) -> None:
    text = page(explorer, "/graph", params={"about": "brisetel"})
    assert "holds a stake in" in text
    assert 'href="/entity/nuvea"' in text
    drawn = explorer.get("/graph.json", params={"about": "brisetel"}).json()
    assert len(drawn["nodes"]["id"]) == len(drawn["nodes"]["x"]) == 2
    lines, things = drawn["edges"], drawn["nodes"]["id"]
    ends = [(things[one], things[other]) for one, other in zip(lines["source"], lines["target"], strict=True)]
    assert ("brisetel", "nuvea") in ends
    assert drawn["dates"] == ["2014-05-02", "2015-06-03"]
    assert explorer.get("/graph.json", params={"about": "brisetel"}).json() == drawn  # things stand where they stood
    then = explorer.get("/graph.json", params={"about": "brisetel", "as_of": "2014"}).json()
    assert then["edges"]["value"].count("45 %") == 0
    assert "30 %" in then["edges"]["value"]
    assert "corvane" in explorer.get("/graph.json", params={"about": "nuvea"}).json()["nodes"]["id"]
    whole = explorer.get("/graph.json").json()
    assert sorted(whole["nodes"]["id"]) == ["brisetel", "corvane", "nuvea"]
    assert explorer.get("/graph", params={"about": "nobody"}).status_code == 404


def test_search(explorer: httpx.Client) -> None:
    for asked in ("nuvea", "NUVÉA", "Brisetel"):
        text = page(explorer, "/search", params={"q": asked})
        assert re.search(r'<a href="/entity/(nuvea|brisetel)">', text)
    text = page(explorer, "/search", params={"q": "dirige"})
    assert "<mark>dirige</mark>" in text
    assert 'href="/claim/' in text
    assert 'href="/entity/brisetel"' in page(explorer, "/search", params={"q": "brisetle"})  # a slip
    for asked in ("", "zzzz", HOSTILE, '" OR *', "a" * 5000):
        assert "<h1>" in page(explorer, "/search", params={"q": asked})


def test_suggestions(explorer: httpx.Client) -> None:
    brisetel = {"label": "Brisetel", "type": "Organisation", "href": "/entity/brisetel"}
    assert explorer.get("/suggest", params={"q": "bris"}).json() == [brisetel]
    assert explorer.get("/suggest", params={"q": "nuve"}).json()[0]["label"] == "Nuvéa"
    assert explorer.get("/suggest").json() == []


def test_a_claim_is_rejected_by_whoever_has_the_token(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copytree(folder, output)
    with (
        running(output / "store", token="open sesame") as server,
        httpx.Client(base_url=server, trust_env=False, headers=BROWSER, timeout=60) as client,
    ):
        told = json.loads(client.get("/entity/brisetel.json").text)
        facts = [fact for _, _, group in told["groups"] for fact in group if fact["relation"] == "shareholding"]
        claim = next(one["id"] for fact in facts for one in (*fact["claims"], *fact["against"]) if one["value"] == "45 %")
        assert 'name="verdict"' in page(client, f"/claim/{claim}")
        given = {"verdict": "reject", "reason": "another firm", "token": "open sesame"}
        for wrong in ({**given, "token": "x"}, {**given, "reason": " "}, {**given, "verdict": "?"}, {}):
            assert client.post(f"/claim/{claim}", data=wrong).status_code in (400, 401)
        assert "45 %" in page(client, "/entity/brisetel")
        assert client.post(f"/claim/{claim}", data=given).status_code == 303
        text = page(client, "/entity/brisetel")
        assert "another firm" in text
        assert 'class="badge disputed-mark"' not in text
    with running(output / "store") as server, httpx.Client(base_url=server, trust_env=False, headers=BROWSER) as client:
        assert client.post(f"/claim/{claim}", data=given).status_code == 403
        assert 'name="verdict"' not in page(client, f"/claim/{claim}")
