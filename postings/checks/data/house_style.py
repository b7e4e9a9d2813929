"""Words that house style advises against. No evidence is claimed for them."""

# A pattern (lower case, matched without regard to case) to what to say instead; empty where leaving it out is best.
JARGON = {
    "en": {
        r"rock\s?-?stars?": "",
        r"ninjas?": "",
        r"gurus?": "",
        r"wizards?": "",
        r"unicorns?": "",
        r"superstars?": "",
        r"10x": "",
        r"hit\s+the\s+ground\s+running": "",
        r"wear(?:s|ing)?\s+(?:many|multiple|several)\s+hats": "",
        r"work\s+hard,?\s+play\s+hard": "",
        r"fast[- ]paced": "",
        r"like\s+a\s+family": "",
        r"best[- ]in[- ](?:class|breed)": "",
        r"world[- ]class": "",
        r"bleeding[- ]edge": "",
        r"cutting[- ]edge": "recent",
        r"game[- ]chang(?:er|ers|ing)": "",
        r"think(?:ing)?\s+outside\s+(?:of\s+)?the\s+box": "",
        r"synerg(?:y|ies|istic)": "",
        r"paradigm\s+shifts?": "",
        r"move(?:s|ing)?\s+the\s+needle": "",
        r"low[- ]hanging\s+fruits?": "",
        r"boil(?:ing)?\s+the\s+ocean": "",
        r"self[- ]starters?": "",
        r"go[- ]getters?": "",
        r"thought\s+leader(?:s|ship)?": "",
        r"mission[- ]critical": "important",
        r"utili[sz]e": "use",
        r"leveraging": "using",
        r"going\s+forward": "",
    },
    "fr": {
        r"rock\s?-?stars?": "",
        r"ninjas?": "",
        r"gourous?": "",
        r"mouton\s+à\s+cinq\s+pattes": "",
        r"couteau\s+suisse": "",
        r"challenge(?:r|ant|ante|ants|antes)": "",
        r"disrupti(?:f|fs|ve|ves|on)": "",
        r"esprit\s+start-?up": "",
        r"start-?up\s+nation": "",
        r"comme\s+une\s+famille": "",
        r"world[- ]class": "",
        r"game[- ]changer": "",
        r"best[- ]in[- ]class": "",
        r"synergies?": "",
        r"scalabiliser": "",
        r"impacter": "agir sur",
        r"talents?\s+hors\s+(?:norme|pair)s?": "",
        r"profils?\s+atypiques?": "",
        r"forte?\s+capacité\s+de\s+travail": "",
        r"résistan(?:t|te|ce)\s+au\s+stress": "",
    },
}
INFLATED = (
    r"ninjas?|rock\s?-?stars?|gurus?|wizards?|heroe?s?|jedis?|unicorns?|superstars?|evangelists?|world[- ]class|"
    r"super|ultimate|visionary|gourous?|héros|licornes?|visionnaire"
)

# Written in capitals by everyone.
_ACRONYMS = """HTTPS GRAPHQL DEVOPS DEVSECOPS MLOPS FINOPS POSTGRESQL MYSQL NOSQL MARIADB CICD SAAS PAAS IAAS OWASP
    HIPAA PCI-DSS KUBERNETES JAVASCRIPT TYPESCRIPT TERRAFORM ANSSI SECNUMCLOUD CTO-CPO BAFIN RGAA WCAG CAPEX"""
ACRONYMS = frozenset(_ACRONYMS.split())
