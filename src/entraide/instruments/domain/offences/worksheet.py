"""The dual-criminality worksheet: two laws side by side, and the questions a jurist still has to answer.

It finds and it asks. Whether an act is punishable in both states is never said here: a verdict is a person's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from entraide.directory.domain.states import StateFacts, states
from entraide.instruments.domain.offences.classification import Offence, lineage, offence
from entraide.instruments.domain.offences.national import Article, Nearness, articles, states_known
from entraide.instruments.errors import UnknownState
from entraide.kernel.languages import Text


class Search(StrEnum):
    """What the search for articles in one law came to. None of these is an answer on dual criminality."""

    SAME_CATEGORY = "same_category"
    NEAR_CATEGORY = "near_category"
    NOTHING = "nothing"
    LAW_UNKNOWN = "law_unknown"


SEARCH_LABELS: dict[Search, Text] = {
    Search.SAME_CATEGORY: Text(
        en="an article of the same category was found", fr="un article de la même catégorie a été trouvé"
    ),
    Search.NEAR_CATEGORY: Text(
        en="only articles of a narrower or broader category were found",
        fr="seuls des articles d’une catégorie plus étroite ou plus large ont été trouvés",
    ),
    Search.NOTHING: Text(
        en="no article was found here: the law itself must be searched",
        fr="aucun article n’a été trouvé ici : il faut chercher dans la loi elle-même",
    ),
    Search.LAW_UNKNOWN: Text(
        en="nothing of this state’s law is known here", fr="rien du droit de cet État n’est connu ici"
    ),
}


class QuestionCode(StrEnum):
    """What a question is about: an answer is kept under it, whatever becomes of the wording."""

    CONDUCT = "conduct"
    ARTICLE_AT_HOME = "article_at_home"
    WHAT_IS_COMPARED = "what_is_compared"
    WHETHER_NEEDED = "whether_needed"
    PENALTIES = "penalties"
    SEARCH_AT_HOME = "search_at_home"
    ARTICLE_OF_PARTNER = "article_of_partner"
    NEAR_CATEGORY = "near_category"
    AS_THE_LAW_READS = "as_the_law_reads"


@dataclass(frozen=True, slots=True)
class Question:
    """A question that a person answers."""

    code: QuestionCode
    text: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One offence of the request. `words_en` and `words_fr` are what to look for in both definitions of the conduct."""

    offence: Offence
    lineage: tuple[Offence, ...]
    home: tuple[Article, ...]
    partner: tuple[Article, ...]
    in_home: Search
    in_partner: Search
    words_en: tuple[str, ...]
    words_fr: tuple[str, ...]
    questions: tuple[Question, ...]

    def words(self, language: str) -> tuple[str, ...]:
        return self.words_fr if language.startswith("fr") else self.words_en


def worksheet(requested: Iterable[str], home: str, partner: str) -> tuple[Row, ...]:
    """A row for each ICCS code, in the order asked, once each. Raises `UnknownOffence` or `UnknownState`."""
    at_home, abroad = _state(home), _state(partner)
    return tuple(_row(code, at_home, abroad) for code in dict.fromkeys(requested))


def questions(home: str, partner: str) -> dict[QuestionCode, Question]:
    """Every question there is, asked of two states: an answer outlives the reason for which its question was asked.

    Raises `UnknownState`.
    """
    at_home, abroad = _state(home), _state(partner)
    return {code: _asked(code, at_home, abroad) for code in QuestionCode}


_TEXTS: dict[QuestionCode, Text] = {
    QuestionCode.CONDUCT: Text(
        en="What did the person do, in plain words, without the name of any offence?",
        fr="Qu’a fait la personne, en mots simples, sans le nom d’aucune infraction ?",
    ),
    QuestionCode.ARTICLE_AT_HOME: Text(
        en="Had the conduct taken place on that day in {home}, which article would it fall under?",
        fr="Si les faits avaient eu lieu ce jour-là sur le territoire visé ({home}), de quel article "
        "relèveraient-ils ?",
    ),
    QuestionCode.WHAT_IS_COMPARED: Text(
        en="Does the instrument compare the conduct, or the names and elements of the offences?",
        fr="L’instrument compare-t-il la conduite, ou les noms et les éléments des infractions ?",
    ),
    QuestionCode.WHETHER_NEEDED: Text(
        en="Does the measure requested need dual criminality at all under the instrument that applies?",
        fr="La mesure demandée exige-t-elle la double incrimination selon l’instrument applicable ?",
    ),
    QuestionCode.PENALTIES: Text(
        en="Do the maximum penalties reach the minimum the instrument asks for, in both states?",
        fr="Les peines maximales atteignent-elles, dans les deux États, le minimum exigé par l’instrument ?",
    ),
    QuestionCode.SEARCH_AT_HOME: Text(
        en="No article was found here ({home}): who will search the law itself, and under which words?",
        fr="Aucun article n’a été trouvé ici ({home}) : qui cherchera dans la loi elle-même, et sous quels mots ?",
    ),
    QuestionCode.ARTICLE_OF_PARTNER: Text(
        en="Which article of the partner’s law ({partner}) does the request rely on, and is its text attached?",
        fr="Sur quel article du droit partenaire ({partner}) la demande se fonde-t-elle, et le texte est-il joint ?",
    ),
    QuestionCode.NEAR_CATEGORY: Text(
        en="The articles found ({home}) are of a narrower or broader category: which element of the conduct do they "
        "leave out, or ask for besides?",
        fr="Les articles trouvés ({home}) relèvent d’une catégorie plus étroite ou plus large : quel élément de la "
        "conduite laissent-ils de côté, ou exigent-ils en plus ?",
    ),
    QuestionCode.AS_THE_LAW_READS: Text(
        en="Some articles shown have not been verified: are the article and its maximum as the law reads today?",
        fr="Des articles affichés n’ont pas été vérifiés : l’article et son maximum sont-ils ceux de la loi actuelle ?",
    ),
}
_ALWAYS = (
    QuestionCode.CONDUCT,
    QuestionCode.ARTICLE_AT_HOME,
    QuestionCode.WHAT_IS_COMPARED,
    QuestionCode.WHETHER_NEEDED,
    QuestionCode.PENALTIES,
)


def _state(code: str) -> StateFacts:
    found = states().get(code.upper())
    if found is None:
        raise UnknownState(state=code[:20])
    return found


def _asked(code: QuestionCode, home: StateFacts, partner: StateFacts) -> Question:
    text = _TEXTS[code]
    return Question(
        code,
        Text(
            en=text.en.format(home=home.name_en, partner=partner.name_en),
            fr=text.fr.format(home=home.name_fr, partner=partner.name_fr),
        ),
    )


def _row(code: str, home: StateFacts, partner: StateFacts) -> Row:
    asked = offence(code)
    at_home, at_partner = articles(home.code, code), articles(partner.code, code)
    in_home, in_partner = _search(home.code, at_home), _search(partner.code, at_partner)
    line = lineage(code)
    return Row(
        offence=asked,
        lineage=line,
        home=at_home,
        partner=at_partner,
        in_home=in_home,
        in_partner=in_partner,
        words_en=_words(line, "en"),
        words_fr=_words(line, "fr"),
        questions=tuple(
            _asked(question, home, partner)
            for question in _questions(in_home, in_partner, (*at_home, *at_partner))
        ),
    )


def _search(state: str, found: tuple[Article, ...]) -> Search:
    if state not in states_known():
        return Search.LAW_UNKNOWN
    if any(article.nearness is Nearness.SAME for article in found):
        return Search.SAME_CATEGORY
    return Search.NEAR_CATEGORY if found else Search.NOTHING


def _questions(in_home: Search, in_partner: Search, shown: tuple[Article, ...]) -> list[QuestionCode]:
    nothing = {Search.NOTHING, Search.LAW_UNKNOWN}
    asked = list(_ALWAYS)
    if in_home in nothing:
        asked.append(QuestionCode.SEARCH_AT_HOME)
    if in_partner in nothing:
        asked.append(QuestionCode.ARTICLE_OF_PARTNER)
    if in_home is Search.NEAR_CATEGORY:
        asked.append(QuestionCode.NEAR_CATEGORY)
    if not all(article.offence.verified for article in shown):
        asked.append(QuestionCode.AS_THE_LAW_READS)
    return asked


def _words(line: tuple[Offence, ...], language: str) -> tuple[str, ...]:
    # From the nearest category upwards; a section's title is too wide to compare anything by.
    near = [one for one in reversed(line) if one.parent]
    return tuple(
        dict.fromkeys(
            word for one in near for word in (one.title.in_language(language), *one.keywords(language))
        )
    )
