"""The readers: contractions, spacing, nested entities, BIO columns, GUM's brackets, licences."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.training import corpora
from kg.training import entity_corpora as readers

CONLLU = """# newdoc id = GUM_news_x
# text = Il parle du groupe.
1\tIl\til\tPRON\t_\tNumber=Sing\t2\tnsubj\t_\t_
2\tparle\tparler\tVERB\t_\tMood=Ind\t0\troot\t_\t_
3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_
3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_
4\tle\tle\tDET\t_\t_\t5\tdet\t_\t_
5\tgroupe\tgroupe\tNOUN\t_\tGender=Masc\t2\tobl:arg\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# newdoc id = GUM_fiction_y
# text = They don't.
1\tThey\tthey\tPRON\t_\t_\t3\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdo\tdo\tAUX\t_\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\t_\t_\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "xx_small-ud-train.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return path


def test_french_contraction_is_one_word(treebank: Path) -> None:
    sentence = next(corpora.read_conllu(treebank, merge=True))
    assert sentence.words == ["Il", "parle", "du", "groupe", "."]
    assert sentence.text == "Il parle du groupe."
    assert sentence.lemmas[2] == "de le"
    assert sentence.deps == ["nsubj", "root", "case", "obl:arg", "punct"]
    assert sentence.heads == [1, 1, 3, 1, 1]
    assert sentence.source == "xx_small"


def test_english_contraction_is_kept_apart(treebank: Path) -> None:
    sentence = list(corpora.read_conllu(treebank, merge=False))[1]
    assert sentence.words == ["They", "do", "n't", "."]
    assert sentence.text == "They don't."


def test_documents_of_other_licences_are_left_out(treebank: Path) -> None:
    free = list(corpora.read_conllu(treebank, merge=True, documents=sorted(corpora.FREE_GUM_GENRES)))
    assert [s.words[0] for s in free] == ["Il"]
    assert not corpora.FREE_GUM_GENRES & {"fiction", "whow", "reddit"}


def test_masked_sentences_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "m-ud.conllu"
    path.write_text("1\t_\t_\tNOUN\t_\t_\t0\troot\t_\t_\n\n", encoding="utf-8")
    assert list(corpora.read_conllu(path, merge=False)) == []
    assert len(list(corpora.read_conllu(path, merge=False, masked=True))) == 1


def test_nested_entities_keep_the_outer_one_and_the_type_in_context(tmp_path: Path) -> None:
    rows = [
        ("1", "Banque", "1:x|NE-ORG.final"),
        ("2", "de", "1"),
        ("3", "Brumont", "1;2:x|NE-LOC.final"),
        ("4", "et", "*"),
        ("5", "Calvados", "3:x|NE-LOC.prim;4:x|NE-ORG.final"),
    ]
    lines = ["\t".join([i, w, w, "X", "_", "_", "0" if i == "1" else "1", "root", "_", "_", ne, "_"]) for i, w, ne in rows]
    path = tmp_path / "a.cupt"
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")
    sentence = next(readers.read_cupt_entities(path))
    assert sentence.ents == ["B-ORG", "I-ORG", "I-ORG", "O", "B-ORG"]


def test_columns_repair_entities_that_open_with_inside(tmp_path: Path) -> None:
    path = tmp_path / "b.bio"
    path.write_text("Anna I-PER\nLort I-PER\n, O\nVerlin I-LOC\nA I-MISC\n", encoding="utf-8")
    sentence = next(readers.read_columns(path, word=0, tag=1))
    assert sentence.ents == ["B-PER", "I-PER", "O", "B-LOC", "O"]
    assert sentence.text == "Anna Lort, Verlin A"


def test_gum_names_are_cut_from_their_mentions(tmp_path: Path) -> None:
    rows = [
        "1\tPresident\tpresident\tPROPN\t_\t_\t2\tcompound\t_\tEntity=(1-person-new-x",
        "2\tDara\tDara\tPROPN\t_\t_\t5\tnsubj\t_\t_",
        "3\tQuill\tQuill\tPROPN\t_\t_\t2\tflat\t_\tEntity=1)",
        "4\thas\thave\tAUX\t_\t_\t5\taux\t_\t_",
        "5\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_",
        "6\tthe\tthe\tDET\t_\t_\t7\tdet\t_\tEntity=(2-organization-new-x",
        "7\tcompany\tcompany\tNOUN\t_\t_\t5\tobj\t_\tEntity=2)",
    ]
    path = tmp_path / "g.conllu"
    path.write_text("# newdoc id = GUM_news_z\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    sentence = next(readers.read_gum(path))
    assert sentence.ents == ["O", "B-PER", "I-PER", "O", "O", "O", "O"]


def test_the_real_corpora_read(shared: Path) -> None:
    from kg.training.entities import entity_corpus
    from kg.training.syntax import treebank as load

    french = load("fr", "test", shared)
    assert len(french) == 456
    assert "obl" not in {d for s in load("fr", "train", shared) for d in s.deps}
    tagged = entity_corpus("fr", "test", shared)
    assert len(tagged) == 456
    assert sum(t == "B-ORG" for s in tagged for t in s.ents) > 50
