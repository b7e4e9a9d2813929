"""The signs that the house starts with. Weights and bounds are our own, from no source."""

from __future__ import annotations

from .diagnosis import Answer, Coder, Fact, Manager, StageSign

N = Fact  # short, for the table

DEFAULTS: tuple[StageSign, ...] = (
    StageSign(N.ENGINEERS, 1, 5, "There is no engineer yet: somebody has to be the first.", at_most=0),
    StageSign(N.ENGINEERS, 1, 3, "With %(value)s engineers, most of the work is building.", at_least=1, at_most=2),
    StageSign(
        N.ENGINEERS,
        2,
        5,
        "With %(value)s engineers, there is a team to lead and still much to build.",
        at_least=3,
        at_most=15,
    ),
    StageSign(N.ENGINEERS, 3, 5, "With %(value)s engineers, leading the teams is a full-time job.", at_least=16),
    StageSign(N.ENGINEERS_NEXT_YEAR, 1, 2, "A year from now there will be at most two engineers.", at_most=2),
    StageSign(
        N.ENGINEERS_NEXT_YEAR,
        2,
        3,
        "A year from now there will be %(value)s engineers to hire, manage and mentor.",
        at_least=3,
        at_most=20,
    ),
    StageSign(
        N.ENGINEERS_NEXT_YEAR,
        3,
        3,
        "A year from now there will be %(value)s engineers: several teams to structure.",
        at_least=21,
    ),
    StageSign(N.PEOPLE, 1, 1, "The company has %(value)s people: everybody does a bit of everything.", at_most=10),
    StageSign(N.PEOPLE, 2, 1, "The company has %(value)s people: roles begin to separate.", at_least=11, at_most=80),
    StageSign(N.PEOPLE, 3, 1, "The company has %(value)s people: it works through teams and budgets.", at_least=81),
    StageSign(N.IN_USE, 1, 2, "Nothing is in use yet: the first version has to be built.", answer=Answer.NO),
    StageSign(N.IN_USE, 2, 1, "A product is in use and has to be kept running while it grows.", answer=Answer.YES),
    StageSign(N.CODER, 1, 3, "Nobody writes code yet.", answer=Coder.NOBODY),
    StageSign(N.CODER, 1, 1, "A founder writes the code and needs somebody to take it over.", answer=Coder.FOUNDER),
    StageSign(
        N.CODER, 1, 2, "The code is written outside: somebody has to bring it into the house.", answer=Coder.OUTSIDE
    ),
    StageSign(N.CODER, 2, 1, "The company has engineers of its own.", answer=Coder.EMPLOYEES),
    StageSign(N.MANAGER, 1, 1, "There is nobody to manage yet, or nobody who does.", answer=Manager.NOBODY),
    StageSign(N.MANAGER, 2, 2, "A founder manages the engineers beside other work.", answer=Manager.FOUNDER),
    StageSign(
        N.MANAGER, 2, 2, "One of the engineers manages the others: the team is taking shape.", answer=Manager.ENGINEER
    ),
    StageSign(
        N.MANAGER, 3, 4, "The engineers have managers already: the CTO leads through them.", answer=Manager.MANAGERS
    ),
    StageSign(
        N.RESTS_ON_TECH,
        3,
        1,
        "The business rests on technology, which makes the strategic part larger.",
        answer=Answer.YES,
    ),
    StageSign(N.HANDS_ON, 1, 3, "You want %(value)s % of hands-on work.", at_least=70),
    StageSign(
        N.HANDS_ON, 2, 3, "You want %(value)s % of hands-on work beside leading people.", at_least=30, at_most=69
    ),
    StageSign(N.HANDS_ON, 3, 3, "You want no more than %(value)s % of hands-on work.", at_most=29),
)
