"""Words as data: every entry finds its own examples, nothing means two things, a user's words come on top."""

import pytest

from pcc_report import VocabularyError, parse_text
from pcc_report.vocabulary import (
    LEXICONS,
    Lexicon,
    Vocabulary,
    default_vocabulary,
    fold,
    load_vocabulary,
    load_words,
)

ENTRIES = [
    pytest.param(name, meaning, entry, id=f"{name}-{meaning}")
    for name in LEXICONS
    for meaning, entry in load_words(name).items()
]
EXAMPLES = [
    pytest.param(name, meaning, example, id=f"{name}-{meaning}-{example[:30]}")
    for name in LEXICONS
    for meaning, entry in load_words(name).items()
    for example in entry["examples"]
]


def phrase(text):
    return tuple(word for word, _, _ in fold(text))


def meanings_in(lexicon, text):
    return [hit.meaning for hit in lexicon.hits(text)]


# --- our own words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "meaning", "entry"), ENTRIES)
def test_an_entry_tells_what_it_means(name, meaning, entry):
    """An entry has a sentence, synonyms and examples, and no other key, which would be a slip.

    Those of ``categories`` that are themes have a name too, and may have phrases that count alone; so may ``columns`` and
    ``headings``, of which one may be no more than "Over".
    """
    more = {"categories": {"name", "alone"}, "columns": {"alone"}, "headings": {"alone"}}.get(name, set()) & set(entry)
    assert {"means", "synonyms", "examples"} | more == set(entry), f"{name}.{meaning}"
    assert name != "categories" or "alone" not in more or "name" in more
    assert all(entry.values())
    assert entry["means"].endswith(".")


@pytest.mark.parametrize(("name", "meaning", "example"), EXAMPLES)
def test_an_example_finds_its_entry(name, meaning, example):
    """A printed text finds the entry that it stands beside, and finds it first.

    The phrases of ``context`` and ``categories`` stand side by side in one text, so there it is enough to be found.
    """
    lexicon = getattr(default_vocabulary(), name)
    if name in {"context", "categories"}:
        found = [hit.meaning for hit in lexicon.every_hit(example)]
    else:
        found = [lexicon.best(example).meaning]

    assert meaning in found


@pytest.mark.parametrize(("name", "meaning", "entry"), ENTRIES)
def test_every_synonym_is_found_whole(name, meaning, entry):
    """A synonym alone is one phrase with the meaning of its entry, in capitals too."""
    lexicon = getattr(default_vocabulary(), name)

    for synonym in entry["synonyms"]:
        assert meaning == lexicon.whole(synonym) == lexicon.whole(synonym.upper())
        assert meaning == lexicon.best(synonym).meaning
    for synonym in entry.get("alone", ()):
        assert meaning == lexicon.whole(synonym)
        assert meaning in [hit.meaning for hit in lexicon.every_hit(synonym)]


def test_no_phrase_has_two_meanings():
    """Within a file a phrase is claimed once; loading would refuse a second claim."""
    for name in LEXICONS:
        claimed = {}
        for meaning, entry in load_words(name).items():
            for synonym in (*entry["synonyms"], *entry.get("alone", ())):
                assert meaning == claimed.setdefault(phrase(synonym), meaning), f"{name}: {synonym!r}"


def test_every_file_has_its_lexicon():
    """The names of the lexicons and the fields of the vocabulary are the same, and sorted."""
    assert sorted(LEXICONS) == list(LEXICONS)
    assert list(LEXICONS) == list(Vocabulary.__annotations__)


# --- finding ------------------------------------------------------------------------------------------------

SMALL = Lexicon("small", {"a": {"synonyms": ["drug test", "drug"]}, "b": {"synonyms": ["test centre"]}})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drug tests", ["a"]),  # plural
        ("DRUG-TEST", ["a"]),  # capitals, a hyphen
        ("a drug: test", ["a"]),  # punctuation
        ("drugs for the test centre", ["a", "b"]),
        ("drug test centre", ["a"]),  # the longest from the left, none overlapping
        ("drugged", []),  # whole words
        ("", []),
        ("- £ ...", []),
    ],
)
def test_phrases_are_found_by_words(text, found):
    """Case, hyphens, punctuation and a plural "s" do not matter; word ends do."""
    assert found == meanings_in(SMALL, text)


def test_a_hit_tells_where_it_was():
    """Offsets of a hit are those of the text it was found in."""
    text = "Two  Drug-Tests today"
    hit = SMALL.best(text)

    assert ("Drug-Tests", 2) == (text[hit.start : hit.end], hit.words)


def test_whole_is_all_of_the_text():
    """A text with one word more is not the phrase."""
    assert SMALL.whole("drug tests") == "a"
    assert SMALL.whole("two drug tests") is None


def test_phrases_that_count_alone_are_found_when_asked_for():
    """They are no part of a longer text unless all phrases are asked for, and have their meaning as a whole."""
    lexicon = Lexicon("small", {"a": {"synonyms": ["drug"], "alone": ["test"]}})

    assert ["a"] == meanings_in(lexicon, "drug test")
    assert ["a", "a"] == [hit.meaning for hit in lexicon.every_hit("drug test")]
    assert lexicon.whole("tests") == "a"


# --- a user's own words -------------------------------------------------------------------------------------

UNKNOWN = {"PR201", "PR305"}
"""What is said of sums of which no heading tells what they are."""


def test_own_words_are_added():
    """A phrase of the user's has its meaning, and ours keep theirs."""
    own = load_vocabulary({"columns": {"actual": {"synonyms": ["monies laid out"]}}})

    assert own.columns.whole("Monies Laid Out") == "actual"
    assert own.columns.whole("actual spend") == default_vocabulary().columns.whole("actual spend")
    assert default_vocabulary().columns.whole("monies laid out") is None


def test_own_words_win():
    """A phrase of ours to which the user gives another meaning has that one, and no error."""
    assert default_vocabulary().columns.whole("budget") == "allocated"
    own = load_vocabulary({"columns": {"actual": {"synonyms": ["budgets"]}}})

    assert own.columns.whole("budget") == "actual"


def test_own_words_may_count_alone_or_anywhere():
    """Whether a phrase of ours counts alone is the user's to say."""
    own = load_vocabulary(
        {"categories": {"asb": {"alone": ["nuisance"]}, "hate_crime_and_cohesion": {"synonyms": ["prevent"]}}}
    ).categories

    assert [] == meanings_in(own, "Noise nuisance")
    assert ["asb"] == [hit.meaning for hit in own.every_hit("Noise nuisance")]
    assert ["hate_crime_and_cohesion"] == meanings_in(own, "Prevent boards")


def test_own_meanings_where_meanings_have_names():
    """A theme may be added with a name; our names stay."""
    own = load_vocabulary({"categories": {"cyber": {"name": "Cyber crime", "synonyms": ["cyber crime"]}}}).categories

    assert ["cyber"] == meanings_in(own, "Cyber-crime")
    assert {**default_vocabulary().categories.names, "cyber": "Cyber crime"} == own.names


def test_own_words_of_a_file(tmp_path):
    """A TOML file is read, and what it says is used by parsing."""
    words = tmp_path / "words.toml"
    words.write_text('[columns.actual]\nsynonyms = ["monies laid out"]\n', "utf-8")
    text = "Anytown Partnership\n\nScheme\tMonies laid out\nTaxi marshals\t£1,200\nBus marshals\t£300\n"
    ours, own = parse_text(text), parse_text(text, vocabulary=words)

    (table,) = own.report.spend_tables
    assert {"actual"} == {f.role.value for line in table.lines for f in line.figures}
    assert UNKNOWN & {d.code for d in ours.diagnostics}
    assert not UNKNOWN & {d.code for d in own.diagnostics}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"colums": {}}, "no vocabulary 'colums'; the names are asides, bodies, categories, columns"),
        ({"columns": {"spent": {"synonyms": ["x"]}}}, "no meaning 'spent'; the meanings are "),
        ({"columns": []}, "'columns' must be a table of meanings"),
        ({"columns": {"actual": ["x"]}}, "[columns.actual] needs synonyms, a list of strings"),
        ({"columns": {"actual": {}}}, "[columns.actual] needs synonyms"),
        ({"columns": {"actual": {"synonyms": "spent"}}}, "[columns.actual] needs synonyms"),
        ({"columns": {"actual": {"synonyms": [1]}}}, "[columns.actual] needs synonyms"),
        ({"columns": {"spent": {"name": "Spent", "synonyms": ["x"]}}}, "'columns' has no meaning 'spent'"),
        ({"categories": {"asbo": {"synonyms": ["x"]}}}, "police_core, reducing_reoffending, "),
        ({"categories": {"asbo": {"synonyms": ["x"]}}}, "; one of your own needs a name"),
        ({"categories": {"asb": {"alone": "x"}}}, "[categories.asb] needs synonyms, a list of strings"),
        (
            {"categories": {"asb": {"name": " ", "synonyms": []}}},
            "name of [categories.asb] must be a string of some words",
        ),
        ({"categories": {"asb": {"synonyms": ["cse"]}, "dhr": {"alone": ["CSE"]}}}, "two meanings, 'asb' and 'dhr'"),
        (
            {"columns": {"actual": {"synonyms": ["--"]}}},
            "the synonym '--' of 'actual' in 'columns' holds no word",
        ),
        (
            {"columns": {"actual": {"synonyms": ["cash"]}, "allocated": {"synonyms": ["Cash"]}}},
            "'Cash' in 'columns' has two meanings, 'actual' and 'allocated'; keep it in one of the two",
        ),
    ],
)
def test_a_faulty_vocabulary_is_refused_by_name(own, said):
    """The message names the table, the meaning or the phrase, and what to do."""
    with pytest.raises(VocabularyError) as caught:
        load_vocabulary(own)

    assert said in str(caught.value)


@pytest.mark.parametrize("content", [b"[columns", b"\xff\xfe\x00", b"columns = "])
def test_an_unreadable_vocabulary_is_refused_by_name(tmp_path, content):
    """A file that is no TOML is refused with its name."""
    words = tmp_path / "words.toml"
    words.write_bytes(content)

    with pytest.raises(VocabularyError, match=r"words\.toml.*cannot be read.*give a TOML file in UTF-8"):
        load_vocabulary(words)


def test_a_byte_order_mark_is_no_part_of_a_vocabulary(tmp_path):
    """Some editors put one before UTF-8."""
    words = tmp_path / "words.toml"
    words.write_text('[columns.actual]\nsynonyms = ["brenkol sum"]\n', "utf-8-sig")

    assert ["actual"] == [hit.meaning for hit in load_vocabulary(words).columns.hits("Brenkol sum")]


def test_a_missing_vocabulary_is_refused_by_name(tmp_path):
    """A file that is not there is refused with its name."""
    with pytest.raises(VocabularyError, match=r"none\.toml.*cannot be read"):
        load_vocabulary(str(tmp_path / "none.toml"))


def test_two_meanings_in_a_file_name_the_file(tmp_path):
    """A phrase with two meanings is told with the file that has it."""
    words = tmp_path / "words.toml"
    words.write_text('[columns]\nactual.synonyms = ["cash"]\nallocated.synonyms = ["cash"]\n', "utf-8")

    with pytest.raises(VocabularyError, match=r"words\.toml: the synonym 'cash'"):
        load_vocabulary(words)


# --- data of other shapes -----------------------------------------------------------------------------------


def test_months_are_twelve_and_never_two():
    """Each month has names, and no name is of two months."""
    months = load_words("months")["months"]
    names = [name.casefold() for names in months.values() for name in names]

    assert [str(n) for n in range(1, 13)] == list(months)
    assert len(names) == len(set(names))


def test_number_words_are_in_order():
    """The words of numbers stand at their number, in lower case, and none stands twice."""
    numbers = load_words("measures")["numbers"]
    lists = [numbers[k] for k in ("units", "teens", "tens", "ordinal_units", "ordinal_teens", "ordinal_tens")]
    words = [word for words in lists for word in words]

    assert [10, 10, 8, 9, 10, 8] == [len(words) for words in lists]
    assert len(words) == len(set(words))
    assert all(word == word.lower() for word in words)
    assert set(numbers["misspelt"].values()) <= set(words)
    assert not set(numbers["misspelt"]) & set(words)
