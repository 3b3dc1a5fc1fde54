"""The ways out: which close a case, which are open now."""

import pytest

from tillit.documents.ending_words import LEADS, MEANINGS, NAMES, NEXT_STEPS, TITLES, worded
from tillit.domain.endings import OF_AUTHORITY, Way, closes, offered


@pytest.mark.parametrize("way", OF_AUTHORITY)
def test_all_that_an_authority_says_closes_the_case_but_an_agreement(way):
    assert {closes(way, left) for left in (0, 1, 5)} == {way is not Way.AGREEMENT}


def test_an_organisation_that_withdraws_leaves_the_others_to_go_on():
    assert closes(Way.WITHDRAW, 0)
    assert not closes(Way.WITHDRAW, 1)


def test_nobody_goes_on_twice_and_no_authority_withdraws_for_an_organisation():
    for latest in (None, *Way):
        ways = offered(latest)
        assert Way.WITHDRAW not in ways
        assert (Way.AGREEMENT in ways) == (latest is not Way.AGREEMENT)
        assert set(OF_AUTHORITY) - {Way.AGREEMENT} <= set(ways)


def test_every_way_has_its_words_and_the_word_for_the_agreement_is_the_authoritys_own():
    for words in (NAMES, MEANINGS, TITLES, LEADS):
        assert set(words) == set(Way)
    assert set(NEXT_STEPS) == set(OF_AUTHORITY)
    assert worded(NAMES, Way.AGREEMENT, "avtal") == "Gå vidare till ett avtal"
    assert worded(TITLES, Way.AGREEMENT, "överenskommelse") == "Vi vill gå vidare till en överenskommelse"
