"""Words that are written into statements: plain ones only."""

import pytest

from candidates.literals import Literal
from candidates.models import Document

pytestmark = pytest.mark.django_db


def test_a_literal_stands_in_the_statement():
    sql, params = Document.objects.filter(reading=Literal("failed")).query.sql_with_params()

    assert "= ('failed')" in sql or "= 'failed'" in sql
    assert params == ()


@pytest.mark.parametrize("word", ["it's", "%s", "", "a b", "x' OR '1'='1", "1"])
def test_what_is_no_plain_word_is_refused(word):
    with pytest.raises(ValueError, match="is not a plain word"):
        str(Document.objects.filter(reading=Literal(word)).query)
