"""Questions that must not be asked, told by their words; and those that only look so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.asking import refusals
from postings.asking.topics import TOPICS

REFUSED = {
    "pay": [
        "What is your current salary?",
        "How much do you earn?",
        "What are you paid today?",
        "Please state your last salary and the one you hope for.",
        "What was your previous pay?",
        "Tell us your salary history.",
        "What is your salary?",
        "How much were you paid in your last job?",
        "Quel est votre salaire actuel ?",
        "Quelle est votre rémunération actuelle ?",
        "Combien gagnez-vous ?",
        "Joignez vos trois derniers bulletins de paie.",
        "Quel était votre dernier salaire ?",
        "Combien êtes-vous payée ?",
    ],
    "age": [
        "How old are you?",
        "What is your age?",
        "Age",
        "Your age:",
        "Date of birth",
        "When were you born?",
        "What is your date of birth?",
        "Are you under 35?",
        "Are you between 30 and 45 years old?",
        "Are you a digital native?",
        "When do you plan to retire?",
        "Quel âge avez-vous ?",
        "Votre date de naissance ?",
        "Quand êtes-vous né ?",
        "Avez-vous moins de 40 ans ?",
        "Âge :",
        "En quelle année êtes-vous née ?",
    ],
    "family": [
        "Are you married?",
        "Are you married or single?",
        "Marital status",
        "Do you have children?",
        "How many children do you have?",
        "Are you pregnant?",
        "Do you plan to have children in the next years?",
        "Are you planning to take parental leave?",
        "What does your husband do?",
        "Do you want to start a family?",
        "Do you have any childcare problems?",
        "What is your family situation?",
        "Are you a single parent?",
        "Êtes-vous mariée ?",
        "Quelle est votre situation familiale ?",
        "Avez-vous des enfants ?",
        "Êtes-vous enceinte ?",
        "Souhaitez-vous avoir des enfants ?",
        "Combien d’enfants avez-vous ?",
        "Situation de famille",
        "Que fait votre conjoint ?",
        "Envisagez-vous un congé maternité ?",
    ],
    "health": [
        "Do you have a disability?",
        "Are you in good health?",
        "Do you have any health problems that we should know of?",
        "How is your health?",
        "How many sick days did you take last year?",
        "Do you smoke?",
        "Are you vaccinated?",
        "Have you ever been treated for depression?",
        "Do you suffer from a chronic illness?",
        "Disability:",
        "Êtes-vous en bonne santé ?",
        "Avez-vous un handicap ?",
        "Quel est votre état de santé ?",
        "Avez-vous une RQTH ?",
        "Avez-vous des problèmes de santé ?",
        "Prenez-vous des médicaments ?",
        "Êtes-vous reconnu travailleur handicapé ?",
        "Avez-vous déjà fait un burn-out ?",
    ],
    "origin": [
        "What is your nationality?",
        "Nationality",
        "Where are you from?",
        "Where were you born?",
        "Where are your parents from?",
        "What is your mother tongue?",
        "Is English your native language?",
        "Are you a native English speaker?",
        "What is your ethnic origin?",
        "What is your religion?",
        "Are you Muslim?",
        "Do you go to church?",
        "Are you a French citizen?",
        "Which country are you from?",
        "Country of birth",
        "Quelle est votre nationalité ?",
        "D’où venez-vous ?",
        "De quelle origine êtes-vous ? Quelles sont vos origines ?",
        "Où êtes-vous né ?",
        "Quelle est votre langue maternelle ?",
        "Êtes-vous croyant ?",
        "Quelle est votre religion ?",
        "Êtes-vous de nationalité française ?",
        "Pays de naissance",
        "Portez-vous le voile ?",
    ],
    "sexuality": [
        "What is your sexual orientation?",
        "Are you gay?",
        "Are you straight or gay?",
        "Are you a man or a woman?",
        "What is your gender?",
        "Gender",
        "Quelle est votre orientation sexuelle ?",
        "Êtes-vous homosexuel ?",
        "Êtes-vous un homme ou une femme ?",
        "Sexe :",
    ],
    "union": [
        "Are you a union member?",
        "Are you a member of a trade union?",
        "Do you belong to a union?",
        "Have you ever joined a union?",
        "Êtes-vous syndiqué ?",
        "Êtes-vous membre d’un syndicat ?",
        "Avez-vous exercé un mandat syndical ?",
    ],
    "politics": [
        "What are your political views?",
        "Who did you vote for?",
        "Are you a member of a political party?",
        "Are you left-wing or right-wing?",
        "Quelles sont vos opinions politiques ?",
        "Pour qui avez-vous voté ?",
        "Êtes-vous de gauche ?",
    ],
}

HARMLESS = [
    "How many years of experience do you have with Python?",
    "What was the age of the codebase that you took over?",
    "How old is the oldest system that you have replaced?",
    "How do you keep a healthy engineering culture?",
    "You would be responsible for a family of products. Have you done so before?",
    "Do you have a work permit for the EU?",
    "Are you allowed to work in the EU?",
    "Do you have the right to work in the United Kingdom?",
    "Are you an EU citizen, or do you have a work permit?",
    "Do you need visa sponsorship?",
    "Have you shipped native mobile apps?",
    "Have you run cloud-native platforms?",
    "What pay do you expect?",
    "What are your salary expectations?",
    "What is your expected salary?",
    "How well do you speak French?",
    "At what level do you speak English (CEFR)?",
    "What was your first programming language?",
    "Tell us of a race condition that you found.",
    "Which health checks did your services have?",
    "Have you worked in health care?",
    "Have you built software for people with disabilities?",
    "How did you make a product accessible?",
    "Do you need any adjustments for the interview?",
    "Have you worked at a parent company and its subsidiaries?",
    "How do your React components pass data from parent to child?",
    "How many child processes did your server start?",
    "Have you built a single page application?",
    "Did you single-handedly run a migration?",
    "Have you worked with users in the European Union?",
    "What do you think of union types?",
    "Have you worked with a works council?",
    "How do you vote on architecture decisions in your team?",
    "Which retention policy did you choose, and why?",
    "When would you retire a legacy system?",
    "When do you plan to retire the old platform?",
    "Where are you based?",
    "In which time zone do you work?",
    "Where do your users come from?",
    "What is the origin server of your CDN?",
    "Which country of operation was the hardest to serve?",
    "Are you at least 18 years old?",
    "Have you managed a team of more than 30 people?",
    "What do you make of our roadmap?",
    "Did you build a payroll product that prints payslips?",
    "Have you written the software behind the current pay run?",
    "Tell us of one time you paid down technical debt.",
    "How do you onboard new colleagues?",
    "How did you cover parental leave in your team?",
    "Which products for children have you built?",
    "Have you designed medical devices?",
    "What does a good on-call rota look like to you?",
    "Please do not tell us your age or your date of birth.",
    "You need not mention your nationality.",
    "We never ask for your current salary.",
    "Have you moved a monolith to services?",
    "How many engineers did you hire last year?",
    "Which stage was the company at?",
    "Do you code every week?",
    "When could you start?",
    "How long is your notice period?",
    "Would you be on call one week in six?",
    "Combien d’années d’expérience avez-vous en Python ?",
    "Quel était l’âge du code que vous avez repris ?",
    "Avez-vous plus de 10 ans d’expérience ?",
    "Avez-vous déjà encadré une équipe de plus de 30 personnes ?",
    "Êtes-vous autorisé à travailler en France ?",
    "Avez-vous un permis de travail ?",
    "Quelles sont vos prétentions salariales ?",
    "Quel salaire souhaitez-vous ?",
    "Quel est votre niveau de français ?",
    "Avez-vous développé des applications mobiles natives ?",
    "Avez-vous travaillé dans la santé ?",
    "Avez-vous dirigé une famille de produits ?",
    "Avez-vous conçu un logiciel de bulletins de paie ?",
    "Avez-vous travaillé pour la société mère et ses filiales ?",
    "Comment retirez-vous une ancienne plateforme ?",
    "Comment gardez-vous une culture technique saine ?",
    "Où habitent vos utilisateurs ?",
    "N’indiquez pas votre âge.",
    "Inutile de préciser votre situation de famille.",
    "Quelle est l’origine des données que vous traitiez ?",
    "Avez-vous travaillé avec un comité social et économique ?",
    "Quand pourriez-vous commencer ?",
    "Quel est votre préavis ?",
    "Êtes-vous disponible pour des astreintes ?",
]

# More of both, without saying which topic: what a first draft of the patterns took for the other.
ALSO_REFUSED = """
Do u have kids?
Got any kids?
Any children?
Do you have, or plan to have, children?
Are you planning a family?
Are you currently pregnant or planning a pregnancy?
Who looks after your children?
What does your spouse do for a living?
Do you live alone?
Is there anything about your health we should know?
Do you have any medical conditions that would affect your work?
Have you any disabilities?
Are you registered as disabled?
Have you ever had cancer?
Do you have a mental illness?
Have you been off sick in the past year?
What's your ethnicity?
What ethnicity are you?
What is your country of origin?
Which languages do you speak as a mother tongue?
Must be a native English speaker: are you?
Were you born in France?
Are you from the EU originally?
What religion are you?
Do you observe any religious holidays?
Are you religious?
Do you belong to a political party?
Which party do you support?
Which political party do you vote for?
Are you a member of any union?
Are you in a union?
What's your current comp?
Current CTC?
What is your current base salary?
What do you currently earn?
How much are you on at the moment?
Please attach your last payslip.
What are you currently paid?
Your age?
How old will you be in January?
Please state your age and sex.
What year were you born?
Year of birth
In what year did you turn 18?
Do you identify as LGBT?
What are your pronouns and sexual orientation?
Avez-vous des enfants à charge ?
Vous avez des enfants ?
As-tu des enfants ?
Es-tu enceinte ?
Tu as quel âge ?
Quel est ton âge ?
Vous êtes né en quelle année ?
Quelle est votre année de naissance ?
Êtes-vous en couple ?
Vivez-vous seul ?
Votre conjoint travaille-t-il ?
Comptez-vous avoir des enfants ?
Avez-vous le projet d'avoir des enfants ?
Avez-vous un problème de santé ?
Souffrez-vous d'une maladie ?
Êtes-vous souvent malade ?
Quelle est votre origine ethnique ?
Quelles sont vos origines ?
Êtes-vous français ?
Êtes-vous d'origine étrangère ?
Quelle est votre religion ?
Êtes-vous musulman ?
Pratiquez-vous une religion ?
Faites-vous partie d'un syndicat ?
Êtes-vous membre d'un parti politique ?
Pour qui votez-vous ?
Combien gagnez-vous actuellement ?
Quelle est votre rémunération actuelle ?
Quel salaire avez-vous actuellement ?
Quel est ton salaire actuel ?
Votre rémunération actuelle
Êtes-vous gay ?
Quel est votre genre ?
Quelle langue parlez-vous à la maison ?
What language do you speak at home?
""".strip().splitlines()

ALSO_HARMLESS = """
What was the last package you published to PyPI?
Describe your current package manager setup.
What is the present pay-as-you-go model of your product?
Have you had children teams report to you?
Have you led a team building a child safety product?
Do you have a family office client?
How old is your stack?
What age is the code you maintain?
Were you born to code? Tell us of your first program.
Are you a parent on the school board of a coding bootcamp?
Do you have experience with disabled users?
How do you handle depression in load?
Are you fit for travel?
Do you have any allergies we should know for lunch?
What are your health and safety responsibilities?
Do you drink coffee with your team?
Do you take medication data seriously?
What is the health status of your services?
Which nationality rules did your KYC product check?
What country are you in now?
Where do you live?
Are you an American Express customer?
What is your background?
What is your educational background?
Are you white-listing IPs?
Are you native in Kotlin?
Have you built with React Native?
Who speaks your language natively?
What is your first language for scripting?
Are you a man of few words?
Do you identify bottlenecks quickly?
Have you integrated a credit union's API?
Have you worked in the European Union or the United States?
Have you worked on union find algorithms?
What are your political skills in a large organisation?
How do you deal with office politics?
Did you vote for your last framework or inherit it?
How would you vote in a design review?
What is your sex education app about?
Have you worked with gender-neutral language?
How do you treat race conditions in Go?
What's your view on religion-like adherence to TDD?
Did you ever have faith in a rewrite?
Are you orthodox about REST?
Are you liberal about what you accept?
What salary bands did you set for your team?
How did you set pay for engineers?
What is your salary expectation?
What salary range are you looking for?
Which salary would you like?
Have you managed a payroll of more than 30 people?
How many people between 20 and 40 do you serve?
Are you over 30 minutes from the office?
Are you under NDA with your present employer?
Are you between jobs?
Are you between 2 and 5 days a week in the office?
What year did you join?
Where were you when the outage began?
Quel est votre parcours ?
Quel est votre genre de projets préféré ?
Quelle taille d'équipe avez-vous encadrée ?
Quelle est votre taille d'équipe actuelle ?
Avez-vous une femme ou un homme de confiance ?
Avez-vous un traitement médical de données à votre actif ?
Avez-vous des origines de données multiples ?
Avez-vous déjà géré une famille de microservices ?
Êtes-vous à l'aise en anglais ?
Êtes-vous parent d'un projet open source ?
Êtes-vous noir sur blanc clair dans vos écrits ?
Êtes-vous de nature curieuse ?
Êtes-vous engagé dans l'open source ?
Êtes-vous libre rapidement ?
Votre salaire souhaité ?
Quel est le salaire que vous visez ?
Quel est votre salaire souhaité ?
Avez-vous le permis B ?
D'où vient votre intérêt pour nous ?
Avez-vous moins de 30 minutes de trajet ?
Combien d'enfants utilisent votre application ?
Votre âge de code préféré ?
""".strip().splitlines()


@pytest.mark.parametrize(("topic", "text"), [(topic, text) for topic, texts in REFUSED.items() for text in texts])
def test_a_question_that_the_law_forbids_is_refused_with_its_topic(topic, text):
    assert topic in [refusal.topic.key for refusal in refusals(text)]


@pytest.mark.parametrize("text", ALSO_REFUSED)
def test_other_ways_to_ask_it_are_refused_too(text):
    assert refusals(text)


@pytest.mark.parametrize("text", [*HARMLESS, *ALSO_HARMLESS])
def test_a_question_that_only_looks_so_is_not(text):
    assert refusals(text) == []


def test_there_is_an_example_of_each_topic():
    assert list(REFUSED) == [topic.key for topic in TOPICS]


def test_a_refusal_says_why_by_which_law_and_of_which_words():
    (refusal,) = refusals("One more: what is  your nationality, please?")

    assert refusal.words == "your nationality"
    assert refusal.message.startswith("“your nationality” can’t be asked. Origin, nationality")
    assert "Directives 2000/43/EC and 2000/78/EC" in refusal.message
    assert refusal.topic.url.startswith("https://eur-lex.europa.eu/")


@pytest.mark.parametrize("text", ["Health", "Origin", "Single", "Sex education", "Genre"])
def test_an_answer_of_one_word_is_no_question(text):
    assert refusals(text, is_answer=True) == []


@pytest.mark.parametrize("text", ["Married", "Pacsé(e)", "under 30", "I have a disability: do you have a disability?"])
def test_an_answer_that_tells_it_all_is_refused(text):
    assert len(refusals(text, is_answer=True)) == 1


@given(st.text(max_size=400))
def test_any_text_can_be_read_and_words_are_where_it_says(text):
    for refusal in refusals(text):
        assert text[refusal.start : refusal.end] == refusal.words
