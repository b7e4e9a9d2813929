"""What an ad's headings and sentences are called: which kind of line stands under or in them, English and French.

Data only: patterns over the flat text (lower case, no accents, plain apostrophes).
"""

# ruff: noqa: E501 -- a pattern reads best on one line

from __future__ import annotations

import re
from enum import StrEnum


class AdKind(StrEnum):
    """What a line of an ad is. The first four are a posting's own kinds."""

    MISSION = "mission"
    MUST = "must"
    NICE = "nice"
    OTHER = "other"
    TITLE = "title"
    COMPANY = "company"
    BENEFITS = "benefits"
    EQUAL = "equal"
    PROCESS = "process"
    PAY = "pay"


# Tried in this order over a heading; the first that is found names the section.
HEADINGS: tuple[tuple[AdKind, re.Pattern], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (AdKind.MISSION, r"\b(duties|responsibilities|accountabilities|responsabilites|taches)\b"),
        (AdKind.EQUAL, r"\b(equal opportunit|diversity|inclusion|accommodation|egalite|diversite|handicap|accessib)"),
        (
            AdKind.NICE,
            r"\b(nice[- ]to[- ]ha|bonus( points| if)?\b|extra points|brownie|preferred|desirable|would be great|good to have"
            r"|(is|are|be|as) a plus|a plus\b|les? plus\b|un plus\b|en plus\b|seraient? un|serait appreci|apprecie|atouts?\b|souhaite)",
        ),
        (
            AdKind.PROCESS,
            r"\b(hiring process|interview|recruitment process|selection process|our process|application process|how to apply"
            r"|to apply|next steps|process(us)? de recrutement|process(us)? de selection|deroulement|etapes|comment postuler"
            r"|pour postuler|entretiens?|process recrutement|candidat(er|ure))",
        ),
        (
            AdKind.PAY,
            r"\b(salary|compensation|remuneration|pay\b|pay range|salaire|package\b|what we pay)",
        ),
        (
            AdKind.BENEFITS,
            r"\b(benefits?|perks|offered|offert|what we offer|we offer|what you('ll| will)? get|what's in it for you|why (join|us)|why you"
            r"|our offer|working here|avantages|ce que nous (offrons|proposons|vous)|ce qu'on (offre|propose|vous)|nous offrons"
            r"|nous vous offrons|on vous offre|pourquoi (nous|rejoindre|venir)|conditions|les petits plus|qualite de vie|vie au)",
        ),
        (
            AdKind.MUST,
            r"\b(requirements?|needed\b|required|requis|qualifications?|must[- ]ha|who you are|about you|your (profile|background|experience|skills)"
            r"|what you('ll| should| must| will)? (need|bring|have)|you (might|should|could|may) (fit|have|be)|you (have|bring|are)\b|what we('re| are)? (expect|look|need)|we('re| are) looking for"
            r"|skills|experience|ideal candidate|the person|essential|profile|minimum|competences|profil|prerequis|pre-requis"
            r"|exigences|vous etes|vous avez|qui (etes|es)[- ]|ce que nous (cherchons|recherchons|attendons)|ce qu'on (cherche|attend)"
            r"|nous (cherchons|recherchons)|qualites|savoir|formation)",
        ),
        (
            AdKind.MISSION,
            r"\b(responsibilit|missions?\b|the (role|job|mission|position|work|opportunity)\b|your (role|job|mission|impact|responsib|day|work|first)"
            r"|what you('ll| will)? (do|be doing|work|own|lead|achieve)|you('ll| will)\b|role (overview|description|summary)|job description"
            r"|duties|key (tasks|areas|objectives|accountab)|accountabilit|about the (role|job|position)|in this role|day[- ]to[- ]day"
            r"|tasks|objectives|scope|le poste|votre (role|mission|quotidien|poste|impact)|vos (missions|responsabilites|taches|objectifs)"
            r"|ton (role|quotidien|poste)|tes (missions|responsabilites)|ta mission|responsabilites|taches|description du poste|le role"
            r"|a propos du poste|objectifs|au quotidien|ce que vous (ferez|allez)|ce que tu (feras|vas)|descriptif|(job|position) summary|^summary|position\b|role\b|enjeux|le job|perimetre|[\w ,]*\b(you|vous|tu)$)",
        ),
        (
            AdKind.COMPANY,
            r"\b(about (us|the company|[a-z0-9]+)$|who we are|the company|our (story|company|mission|product|team|stack|values|culture)|company"
            r"|overview|the team|context|a propos|qui sommes|notre (histoire|mission|produit|equipe|stack|entreprise|societe)"
            r"|l'entreprise|le groupe|the group|the business|our client|notre client|la societe|la startup|la start-up|l'equipe|contexte|presentation|nous,? c'est|nos valeurs|the product|tech stack|stack)",
        ),
        (
            AdKind.OTHER,
            r"\b(location|contract|start date|practical|details|contact|lieu|localisation|contrat|date|infos? pratiques"
            r"|informations|reporting|type)",
        ),
    )
)

# What a sentence says about itself, whatever stands above it.
ALWAYS: tuple[tuple[AdKind, re.Pattern], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            AdKind.EQUAL,
            r"\b(equal[- ]opportunit|without regard to|regardless of (race|gender|age|your|background)|sexual orientation|protected (veteran|class|charact)"
            r"|we (value|celebrate|welcome) (diversity|applica|people of)|reasonable (accommodation|adjustment)|all qualified applicants"
            r"|(not|never) discriminate|diverse (team|background|candidate)|people from all backgrounds|under-?represented"
            r"|egalite des chances|situation de handicap|orientation sexuelle|ouvertes? (a tous|aux personnes)|rqth|diversite"
            r"|toutes les candidatures|sans distinction|handi)",
        ),
        (
            AdKind.PAY,
            r"(([$£€]|\b(eur|usd|gbp|chf)\b) ?\d{2,3}([ ,.']?\d{3}|k\b)|\b\d{2,3} ?(k ?[€$£]|k ?eur\b|k\b ?(-|a|to|et) ?\d{2,3} ?k|000 ?(€|eur|euros)\b|k ?euros)"
            r"|\bsalary\b|\bsalaire\b|\bremuneration\b|\bcompensation\b|\bote\b)",
        ),
        (
            AdKind.PROCESS,
            r"\b(send (us )?(your|a) (cv|resume|few|short)|apply (at|by|here|now|via|with|through)|drop us|to apply|first call|take-home|hiring process"
            r"|interviews? (with|process)|we (answer|reply|respond) (to )?(every|all|within)|envoyez|envoie|pour postuler|postulez"
            r"|adress(ez|er) votre|candidature (a|par|avec)|[\w.+-]@[a-z]|premier entretien|entretien (avec|technique|rh|visio)|cv a\b)",
        ),
        (
            AdKind.BENEFITS,
            r"\b(health (insurance|care)|dental|401|paid (time|leave|vacation|holiday)|days? (of )?(annual |paid )?(holiday|leave|vacation|off\b)|pension|gyms?\b|parental leave"
            r"|stock options|flexible (hours|working)|free (lunch|snack|coffee|fruit)|remote[- ]friendly|home office|learning budget|training budget"
            r"|macbook|laptop of your|tickets? restaurant|titres? restaurant|carte swile|swile|mutuelle|rtt|teletravail|conges|bspce|baby-?foot"
            r"|afterwork|navigo|pass transport|cse|interessement|participation aux benefices|snacks|equipment budget|offsite|wellness)",
        ),
    )
)

NICE_LINE = re.compile(
    r"^(a |an |un |une )?(plus|bonus|atout)\b|\b((is|are|be|would be|as|considered) (a |an )?(big |huge |strong |definite |nice )?(plus|bonus|asset|advantage)\b|nice to have|ideally\b|preferred\b"
    r"|(est|serait|sont|seraient) (un |une )?(vrai |reel |gros )?(plus|atout|bonus|apprecie)|un plus\b|idealement|appreciee?s?\b)"
)
MUST_LINE = re.compile(
    r"(^|\b)(\d+ ?\+? ?(to \d+ |-\d+ )?(years|yrs|ans|annees)\b.{0,40}(experience|d'experience|as |of |en |in )|(proven|solid|strong|extensive|previous|prior|hands-on|significant|demonstrated) (track|experience|knowledge|background|understanding|command|communication)"
    r"|experience (of|in|with|as|managing|leading|building|scaling|hiring)|track record|degree in|bachelor|master's|msc\b|phd|fluent|fluency|proficien|you have\b|you've\b|you are (a|an|comfortable|fluent|curious|pragmatic)|you're (a|an|comfortable)"
    r"|you (know|love|enjoy|like|bring|speak|possess|are)\b|vous (avez|etes|maitrisez|connaissez|justifiez|possedez|disposez|aimez|parlez|savez)\b|tu (as|es|maitrises|connais|aimes|parles|sais)\b"
    r"|bac ?\+|diplome|ecole d'ing|ingenieure? de formation|maitrise d|maitrise parfaite|bonne (maitrise|connaissance)|bonnes connaissances|connaissances? (en|de|des|approfondie)|experience (significative|reussie|confirmee|similaire|de|en|dans|solide|minimum)|premiere experience|anglais (courant|professionnel|technique)|aisance|forte appetence|profil (technique|senior))"
)
MISSION_LINE = re.compile(
    r"\b(you('ll|'d| will| get to| are going to| would)\b|you (own|lead|build|design|write|manage|run|hire|recruit|set|define|drive|report|work|mentor|choose|decide|review|start|code|ship|take|join as|oversee|shape|scale|guide|represent|develop)\b"
    r"|your (job|role|mission|task|first)\b|the (cto|successful candidate|role|candidate|person|new cto) (will|is responsible|would|owns|leads|reports|manages|sets|runs)|responsible for|in charge of|we need (you|someone|somebody) to|(someone|somebody) (to|who (will|can))|is to\b"
    r"|vous (serez|aurez|devrez|allez|pilotez|definissez|concevez|developpez|managez|encadrez|recrutez|participez|travaillez|construi|codez|prenez|assurez|portez|animez|gerez|choisi|mettez|accompagnez|dirigez|structurez|rejoignez|representez|garanti|supervisez|serez|ferez|pourrez|rapportez|reportez|intervenez|veillez|organisez|contribuez|etes (responsable|en charge|garant))"
    r"|tu (seras|auras|devras|vas|pilotes|definis|concois|developpes|manages|encadres|recrutes|participes|travailles|construi|codes|prends|assures|portes|animes|geres|choisi|mets|feras|pourras|es responsable)"
    r"|(le|la|notre) (cto|directeur technique|directrice technique) (sera|aura|devra|pilote|definit|est)|votre (role|mission)|responsable d|en charge d|charge(e|\(e\))? d|sera (de|d'))"
)
COMPANY_LINE = re.compile(
    r"\b(we (are|build|make|help|were|have|raised|sell|started|serve|run|closed|operate|believe|develop|provide|launched)\b|we're\b|we've\b|our (company|product|platform|mission|customers|clients|app|users|founders|startup|solution|team)\b|founded|established in|headquarter|is (a|an|the) (leading|fast|french|german|young|b2b|saas|startup|start-up|company|platform|marketplace|scale-?up)"
    r"|nous (sommes|avons|developpons|aidons|proposons|accompagnons|construisons|editons|creons)|notre (entreprise|societe|produit|plateforme|mission|solution|startup|start-up|application|equipe|groupe)|fonde(e|es)?\b|cree(e|es)? en|est (une|un|la|le) (startup|start-up|entreprise|societe|plateforme|scale-?up|editeur|acteur|leader|groupe|filiale|jeune))"
)
# A line that opens with what one does: an imperative or a noun of action.
ACTION_START = re.compile(
    r"^(and |also |to )?(own|lead|build|design|write|manage|run|hire|recruit|set|define|drive|work|mentor|choose|decide|review|ship|take|oversee|shape|scale|guide|represent|develop|deliver|ensure|create|implement|establish"
    r"|partner|collaborate|champion|coach|grow|attract|maintain|improve|plan|prioriti[sz]e|select|evaluate|architect|code|support|act|be |bring|keep|help|make|coordinate|report|advise|align|foster|monitor|participate|contribute|provide|translate|identify|stay|direct|introduce|organi[sz]e|put|turn|get|push|unblock|spend|assign|structure|steer|research|present|communicate|negotiate|optimi[sz]e|migrate|automate|talk|pick|found|lay|start|prototype|break|split|share|hold|carry|test|deploy"
    r"|definir|concevoir|developper|manager|encadrer|recruter|participer|travailler|construire|coder|prendre|assurer|porter|animer|gerer|choisir|mettre|accompagner|diriger|structurer|representer|garantir|superviser|piloter|organiser|contribuer|veiller|suivre|faire|creer|poser|realiser|elaborer|coordonner|federer|optimiser|maintenir|repartir|relire|former|etablir|deployer|industrialiser|identifier|conduire|monter|traduire|proposer|selectionner|arbitrer|cadrer|lever|rediger|livrer|tester|migrer|negocier|reporter|anticiper|evaluer|harmoniser|transmettre|faciliter|conseiller|deleguer|incarner|moderniser|mentorer|coacher|debloquer|administrer|challenger|echanger|ecrire"
    r"|definition|conception|developpement|management|encadrement|recrutement|pilotage|gestion|mise en|choix|animation|suivi|elaboration|supervision|veille|construction|realisation|participation|coordination|organisation|accompagnement|redaction|revue|revues)\b"
)
