"""What the home page shows today: the same for everybody, another choice tomorrow."""

from __future__ import annotations

import datetime

from parvis.core.daily_seed import shuffled
from parvis.occupations.domain.cards import TradeCard, trade_cards
from parvis.occupations.models import Occupation

TRADES = 6


def trades_of_the_day(language: str, day: datetime.date) -> list[TradeCard]:
    """Return up to six trades to look at on ``day``, in ``language``: of those with a sheet by people, by the daily seed."""
    codes = Occupation.objects.current().exclude(seed_key="").values_list("code", flat=True)
    return trade_cards(shuffled(codes, str, day)[:TRADES], language)
