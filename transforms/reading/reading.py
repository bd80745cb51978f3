"""A Reading: an article with its parse, and the questions that every kind of fact asks of it."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from schemas.articles import Article, SentenceRow
from transforms.reading.paragraphs import DATELINE
from transforms.reading.parse import Name, Parse, Sentence, Token


@dataclass(frozen=True)
class Reading:
    """One article, read once. All spans are code points of `article.text`, half open."""

    article: Article
    parse: Parse
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.parse.tokens]
        for token in self.parse.tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        object.__setattr__(self, "_children", tuple(map(tuple, children)))
        object.__setattr__(self, "_starts", tuple(token.start for token in self.parse.tokens))

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens, in order; `tokens[t.i] is t`."""
        return self.parse.tokens

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences, in order."""
        return self.parse.sentences

    @property
    def names(self) -> tuple[Name, ...]:
        """Proper names as the parser sees them, in order."""
        return self.parse.names

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.parse.tokens[sentence.first : sentence.last]

    def head(self, token: Token) -> Token | None:
        """The token that governs this one; None at the root of a sentence."""
        return None if token.head == token.i else self.parse.tokens[token.head]

    def children(self, token: Token) -> tuple[Token, ...]:
        """The tokens governed by this one, in text order."""
        return tuple(self.parse.tokens[i] for i in self._children[token.i])

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The governors of a token, from its own up to the root."""
        seen = token.i
        while (above := self.head(self.parse.tokens[seen])) is not None:
            yield above
            seen = above.i

    def verb_over(self, token: Token) -> Token | None:
        """The nearest verb above a token, auxiliaries included; None where there is none."""
        return next((above for above in self.ancestors(token) if above.pos in ("VERB", "AUX")), None)

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """A token with all it governs, directly or not, in text order."""
        found, stack = [], [token.i]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self._children[i])
        return tuple(self.parse.tokens[i] for i in sorted(found))

    def covering(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that share at least one code point with the span."""
        first = max(0, bisect_right(self._starts, start) - 1)
        if first < len(self.parse.tokens) and self.parse.tokens[first].end <= start:
            first += 1
        last = first
        while last < len(self.parse.tokens) and self.parse.tokens[last].start < end:
            last += 1
        return self.parse.tokens[first:last]

    def sentence_at(self, start: int) -> Sentence:
        """The sentence a span belongs to that starts here: the last one that starts no later, else the first."""
        no = bisect_right(self.parse.sentences, start, key=lambda sentence: sentence.start)
        return self.parse.sentences[max(0, no - 1)]

    def in_title(self, start: int) -> bool:
        """Whether a span that starts here lies in the title, where the text opens with it."""
        title = self.article.title
        return bool(title) and start < len(title or "") and self.text.startswith(title or "")

    def in_lead(self, sentence_no: int) -> bool:
        """Whether a sentence belongs to the title or is one of the first two after it, a dateline not counted."""
        before = self.parse.sentences[: sentence_no + 1]
        return sentence_no < sum(self.in_title(s.start) or self._is_dateline(s) for s in before) + 2

    def _is_dateline(self, sentence: Sentence) -> bool:
        return DATELINE.fullmatch(self.text, sentence.start, sentence.end) is not None

    def sentence_rows(self) -> tuple[SentenceRow, ...]:
        """The rows of the table `sentences`."""
        article = self.article
        return tuple(
            SentenceRow(
                article_id=article.article_id, version=article.version, sentence_no=s.no,
                start=s.start, end=s.end, text=self.text[s.start : s.end],
            )
            for s in self.parse.sentences
        )  # fmt: skip
