"""The turns of phrase after which a name is to be expected: introductions, kinship, roles, titles, sign-offs.

Each cue ends where the name begins and says how much it can be trusted. Knows no list of names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.rule import Pattern


class Trust(IntEnum):
    """Say what a cue lets pass: from certain names only, to any word that could be one."""

    LISTED = 1  # "manager", "met": a listed given name, however written
    LIKELY = 2  # "I'm", "my son": also an unheard-of word with a capital
    NAMED = 3  # "my name is": anything but an everyday word


@dataclass(frozen=True, slots=True)
class Cue:
    """Hold a pattern whose match ends where a name may begin. `keeps_cue` shows the cue too, as in `Mrs Brown`."""

    kind: Kind
    trust: Trust
    pattern: Pattern
    must_close: bool = False  # the name must end its line: a sign-off
    keeps_cue: bool = False
    needs: tuple[str, ...] = ()  # as for a rule
    is_kin: bool = False  # what follows can hardly be anything but a name


_POSSESSIVE = (
    r"(?:my|our|his|her|their|your|the|this|a|an|mon|ma|mes|notre|mi|mis|nuestr[oa]|moj[aąe]?|m[oó]j"
    r"|nasz[ae]?|mein[e]?|unser[e]?"
    r"|mi[oa]|il\smio|la\smia|\w{2,12}'s|meu|minha|mera|meri)"
)
_ADJECTIVE = (
    r"(?:(?:little|big|old|older|younger|young|eldest|oldest|youngest|dear|late|lovely|current|former"
    r"|previous|new|own|poor|baby"
    r"|foster|adopted|adoptive|step|autistic|disabled|teenage|newborn|middle|first|second|best|good"
    r"|area|senior|assistant)[\s\-]){0,2}"
)
_CHILD = (
    r"(?:step-?|grand|foster\s?|god)?(?:sons?|daughters?|grandaughters?)|grandsons?|grandchild(?:ren)?"
    r"|granddaughters?|nieces?|nephews?|baby|toddler|bab(?:y|ies)"
    r"|child|children|kids?|kiddo|twins?|triplets|little\s(?:boy|girl|one|man|lad)|boys?|girls?"
    r"|lad|eldest|youngest|siblings|pupil"
    r"|stepson|stepdaughter|fils|filles?|b[ée]b[ée]|enfants?|hij[oa]s?|c[oó]rk[aię]|syn(?:ek|a)?"
    r"|dziecko|sohn|tochter|kind(?:er)?"
    r"|figli[oa]|filh[oa]s?|beta|beti|goddaughter|godson|looked[\s\-]after\schild|foster\schild"
)
_ADULT = (
    r"husband|wife|partner|ex|ex-(?:partner|husband|wife|boyfriend|girlfriend)|boyfriend|girlfriend"
    r"|fianc[ée]e?|mum|mam|mom|mother|dad"
    r"|father|parents?|sister|brother|sis|bro|aunt|auntie|uncle|cousin|nan|nana|gran|grandma|grandad"
    r"|grandfather|grandmother|friend"
    r"|friends|mate|neighbour|flatmate|landlord|landlady|mari|femme|s[oœ]e?ur|fr[èe]re|m[èe]re|p[èe]re"
    r"|marido|espos[oa]|herman[oa]"
    r"|madre|padre|jefe|jefa|m[ąa][żz]|[żz]ona|siostra|brat|mama|tata|mann|frau|schwester|bruder"
    r"|moglie|marito|sorella|fratello"
    r"|irm[ãa]o?|responsable|chef(?:in)?|szefow?a?|kolega|kole[żz]anka|amig[oa]|ami|freund(?:in)?"
)
_ROLE = (
    r"(?:(?:team|line|service|area|locality|case|progression|office|practice|interim|general|project"
    r"|hub|unit|branch)\s){0,2}"
    r"(?:manager|supervisor|boss|leader|director|coordinator|co-ordinator|administrator|head)|colleagues?"
    r"|co-?worker|teacher|tutor|lecturer"
    r"|social\sworkers?|sw|(?:advanced|senior|lead)\spractitioner|practitioner|consultant|(?:practice\s)?educator"
    r"|mentor|coach|solicitor"
    r"|barrister|receptionist|recruiter|officer|foster\scarers?|carers?|iro|guardian|doctor|gp|nurse"
    r"|health\svisitor|interviewer|trainer"
    r"|assessor|psychologist|therapist|counsellor|student|headteacher|principal|chair|secretary|buddy|deputy|trustee"
)
_IS = (
    r"(?:(?:,\s|\s)?(?:is\s(?:also\s)?(?:called|named)|(?:was|is|were|are)"
    r"|called|named|name\sis|name|'s\scalled|'s|s'appelle|heißt|se\sllama|ma\sna\simi[ęe]|:|,|\())?"
)
_GAP = r"[\s:,\"'(]{1,3}"

_INTRODUCTIONS = (
    r"\bmy\s(?:full\s|first\s|last\s|middle\s|real\s)?name(?:'?s|\sis|,|:|\swas)?\s(?:is\s)?",
    r"\b(?:the\s|full\s|first\s|last\s|sur)?name(?:'s|\sis|\s?[:=]|d)\s?",
    r"\bmy\s(?:surname|first\sname|nickname)(?:\sis|:|,)?\s",
    r"\bsurname(?:\sis|:|,)?\s",
    r"\b(?:please\s|just\s|can\s|to\s|everyone\s|everybody\s|people\s|they\s|friends\s|you\scan\s)call(?:s)?\sme\s",
    r"\b^call\sme\s",
    r"\bi(?:'m|\sam)\s(?:called|known\sas)\s|\bknown\sas\s|\bi\sgo\sby\s",
    r"\bje\sm'appelle\s|\bmon\snom\sest\s|\bmoi\sc'est\s",
    r"\bme\sllamo\s|\bmi\snombre\ses\s",
    r"\bnazywam\ssi[ęe]\s|\bmam\sna\simi[ęe]\s|\bmoje\simi[ęe]\s(?:to\s)?",
    r"\bich\shei(?:ß|ss)e\s|\bmein\sname\sist\s",
    r"\bmi\schiamo\s|\bil\smio\snome\s[èe]\s",
    r"\bmeu\snome\s[ée]\s|\bchamo-me\s|\bme\schamo\s",
    r"\bm[ăa]\snumesc\s|\bnumele\smeu\s(?:este|e)\s",
    r"\bmera\sna+m\s|\bmeraa?\snaam\s",
    r"\b(?:benim\s)?ad[ıi]m\s",
    r"\bmagacaygu\swaa\s|\bmagacaygu\s",
    r"\bor[uú]k[oọ]\smi\sni\s|\bjina\slangu\sni\s|\baha\sm\sbu\s|\bsunana\s",
    r"\bvol[áa]m\ssa\s|\bjmenuji\sse\s|\ba\snevem\s|\bmano\svardas\s|\bmenja\szovut\s",
)
_NAMING = (
    "name", "call", "known as", "go by", "c'est",
    "appelle", "nom", "llamo", "nazywam", "imi", "hei", "chiamo", "chamo", "numesc",
    "numele", "naam", "naa", "adım", "adim", "magacaygu", "mi ni",
    "jina", "aha m", "sunana", "volám", "jmenuji", "nevem", "vardas", "zovut",
)  # fmt: skip
_GREETINGS = (
    r"\b(?:i'?m|i\sam)\s",
    r"\bthis\sis\s(?:me,?\s)?",
    r"\bmy\sinitials\sare\s",
    r"\bi,\s",
)
_SIGN_OFFS = (
    r"(?:\b(?:(?:kind|best|warm|warmest|many|with)\s)?(?:regards|wishes|thanks|thx|cheers|sincerely"
    r"|faithfully|truly|respectfully|love"
    r"|best|ta|thank\syou|yours|rgds|kr|signed(?:\sby)?|saludos|cordialement|pozdrawiam|gr[uü](?:ß"
    r"|ss)e|xx+|atte|obrigad[oa]|merci))"
    r"\b[\s,.!:\-]{1,6}(?:x{1,3}\s)?",
    r"(?:^|\n)from:?\s",
    r"(?:[\n.!?]|\s|^)\s?[\-~]{1,2}\s?",
    r"\n{1,3}",
)

_TITLE = (
    r"(?<!\w)(?:mr|mrs|ms|miss|mx|dr|doctor|prof|professor|sir|dame|lord|lady|rev|reverend|cllr"
    r"|councillor|judge|justice|father|sister"
    r"|pastor|imam|sheikh|auntie|aunty|aunt|uncle|nurse|mme|madame|monsieur|mlle|herr|frau|se[ñn]or"
    r"(?:a|ita)?|sra?|sig(?:nora?)?|don"
    r"|do[ñn]a|pani?|monsieur|nana|nanna|grandma|grandad)\.?[ ]"
)


def _any(patterns: tuple[str, ...]) -> Pattern:
    return Pattern("|".join(f"(?:{pattern})" for pattern in patterns))


CUES = (
    Cue(
        Kind.CHILD_NAME,
        Trust.NAMED,
        Pattern(
            rf"\b(?:{_CHILD}|one|\d[\s\-]years?[\s\-]old)\s(?:is\s|are\s|was\s|who\swas\s|\w{{1,10}}\s\w{{1,10}}\s\w{{1,10}}\s)?"
            rf"(?:called|named)\s"
            rf"|\b(?:{_CHILD})(?:'s)?\s(?:first\s)?names?\s(?:is|are|was)\s"
        ),
        needs=("called ", "named ", "name is ", "name was ", "names are "),
    ),
    Cue(
        Kind.THIRD_PARTY_NAME,
        Trust.NAMED,
        Pattern(
            rf"\b(?:lady|woman|man|guy|chap|fella|bloke|person|somebody|someone|gentleman|girl|lad|{_ADULT}"
            rf"|{_ROLE})'?s?\s(?:\w{{1,10}}\s){{0,2}}?"
            rf"(?:called|named)\s|\b(?:{_ADULT}|{_ROLE})'s\sname\s(?:is|was)\s|\b(?:his|her|their|whose)\sname\s"
            rf"(?:is|was)\s"
        ),
        needs=("called ", "named ", "name is ", "name was ", "names are "),
    ),
    Cue(Kind.WRITER_NAME, Trust.NAMED, _any(_INTRODUCTIONS), needs=_NAMING),
    Cue(
        Kind.CHILD_NAME,
        Trust.LIKELY,
        Pattern(rf"\b{_POSSESSIVE}\s{_ADJECTIVE}(?:{_CHILD})(?:'s)?{_IS}{_GAP}"),
        is_kin=True,
    ),
    Cue(
        Kind.CHILD_NAME,
        Trust.LIKELY,
        Pattern(
            r"\b(?:mum|mam|mom|mummy|dad|daddy|mother|father|parents?|nan|gran|carers?|guardian|auntie|aunt"
            r"|uncle)\s(?:to|of)\s"
            r"|\bbaby\s|\b\d{1,2}[\s\-](?:year|yr|month|week)s?[\s\-]olds?,?\s|\bchild\s|\bolds?\scalled\s"
        ),
    ),
    Cue(Kind.CHILD_NAME, Trust.LIKELY, Pattern(r"\b(?:we|i|they|and)\s(?:adopted|fostered)\s"), is_kin=True),
    Cue(
        Kind.CHILD_NAME,
        Trust.LISTED,
        Pattern(
            r"\b(?:little|wee|adopted|adopting|fostered|fostering|twins|sons?|daughters?|kids|grandsons?"
            r"|granddaughters?)[\s,:]{1,2}"
        ),
    ),
    Cue(
        Kind.THIRD_PARTY_NAME,
        Trust.LIKELY,
        Pattern(rf"\b{_POSSESSIVE}\s{_ADJECTIVE}(?:{_ADULT})(?:'s)?{_IS}{_GAP}"),
        is_kin=True,
    ),
    Cue(Kind.THIRD_PARTY_NAME, Trust.LIKELY, Pattern(rf"\b{_POSSESSIVE}\s{_ADJECTIVE}(?:{_ROLE})(?:'s)?{_IS}{_GAP}")),
    Cue(Kind.THIRD_PARTY_NAME, Trust.LISTED, Pattern(rf"\b(?:{_ROLE})(?:'s)?{_IS}{_GAP}")),
    Cue(
        Kind.THIRD_PARTY_NAME,
        Trust.LIKELY,
        Pattern(
            r"\b(?:spoke|speak|spoken|speaking|talked|talk|talking|chatted|chat|reported|complained|introduced)\s"
            r"(?:to|with)\s"
            r"|\b(?:interviewed|told|supervised|managed|trained|recommended|bullied|rejected|assessed)\sby\s"
            r"|\bask\sfor\s|\bworked\s(?:with|under|alongside)\s|\bworks?\sfor\s"
        ),
    ),
    *(Cue(Kind.WRITER_NAME, Trust.LIKELY, _any((pattern,)), must_close=True) for pattern in _SIGN_OFFS),
    Cue(
        Kind.THIRD_PARTY_NAME,
        Trust.LISTED,
        Pattern(
            r"\b(?:met|meet|ask|asked|tell|told|thanks\sto|thank\syou\sto|thank|contacted|contact|emailed"
            r"|rang|phoned|messaged|shadowed"
            r"|heard\sfrom|email\sfrom|call\sfrom|letter\sfrom|saw)\s"
        ),
    ),
    *(Cue(Kind.WRITER_NAME, Trust.LIKELY, _any((pattern,))) for pattern in _GREETINGS),
    Cue(Kind.WRITER_NAME, Trust.LISTED, Pattern(r"\b(?:it'?s|it\sis)\s(?:me,?\s|only\s)?")),
    Cue(Kind.WRITER_NAME, Trust.LISTED, Pattern(r"\b(?:je\ssuis|ich\sbin|sono|soy|sou|jestem|sunt|ben)\s")),
    Cue(Kind.THIRD_PARTY_NAME, Trust.NAMED, Pattern(_TITLE), keeps_cue=True),
)

# What follows a name that says whose it is.
AGE_AFTER = Pattern(
    r"^(?:,?\s\(?(?:aged?\s|who(?:'s|\sis|\swas)\s(?:only\s|just\s|now\s|about\s)?)|\s?\(|,?\s(?:is"
    r"|was|turns|he's|she's|he\sis|she\sis)\s"
    r"(?:only\s|just\s|now\s|about\s|nearly\s|almost\s)?|,\s(?:he|she)(?:'s|\sis)\s(?:only\s|just\s)?)"
    r"(?:aged?\s)?(?:1[0-7]|\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen)"
    r"(?:\s(?:years|months|weeks|yrs|yo)\b|\)|,|\.|$|\s(?:and|goes|is|was|starts|lives|who|has|loves|but|who)\b)"
)
BORN_AFTER = Pattern(
    r"^,?\s(?:was|is|were)\s(?:born|adopted|fostered|taken\sinto|taken\sfrom|removed\sfrom|in\sfoster)\b"
)
BARE_AGE_AFTER = Pattern(r"^,\s(?:1[0-7]|\d)(?:,|\.|$|\s(?:and|goes|is|was|lives|who|has)\b)")
CHILD_AFTER = Pattern(
    r"^(?:'s)?\s(?:mum|mam|dad|mother|father|school|nursery|teacher|headteacher|foster|social\sworker"
    r"|placement|carers?)\b"
    r"|^,?\s(?:is|was)\s(?:my|our|his|her)\s(?:\w{1,10}\s){0,2}?(?:son|daughter|child|baby|nieces?"
    r"|nephews?|grandson|granddaughter|brother's|sister's)"
    r"|^,?\s(?:was|is)\s(?:taken|moved|fostered|adopted|born|removed)\b|^,?\s(?:starts|started)\s"
    r"(?:school|nursery|reception|year)\b"
    r"|^,?\s(?:is|was)\sin\s(?:care|year\s\d|reception|nursery)\b"
)
SPEAKING_AFTER = Pattern(r"^\s(?:speaking|(?:here|writing)(?=\s*(?:[.,!\n]|$|from\s|again\b)))")
SELF_AFTER = Pattern(
    r"^\s(?:here|speaking|again|writing)\b|^,?\s\(?(?:student|social\sworker|senior|newly|final\syear"
    r"|manager|practitioner|looking|parent|advanced)\b"
)
ACTED_AFTER = Pattern(
    r"^\s(?:told|rang|called|emailed|phoned|interviewed|promised|helped|bullied|ignored|shouted"
    r"|recommended|supervised|managed|trained)\s"
    r"(?:me|us|him|her)\b|^\s(?:from|in|on|at|of)\s(?:hr|human\sresources|payroll|recruitment|reception"
    r"|the\sdesk|the\s(?:recruitment|hr|front))\b|^\swho\s(?:runs|works|manages|helped)\b"
)
PLACE_AFTER = Pattern(
    r"^\s(?:street|st|road|rd|station|hospital|house|park|square|gardens|institute|university|college"
    r"|school|awards?|centre|center|building"
    r"|court|library|foundation|trust|review|report|act|line|inquiry|hall|theatre|church|museum"
    r"|bridge|tower|suite|room|stadium|hotel|market"
    r"|solicitors?|model|theory|scale|method|test|ward|clinic|academy|avenue|lane|quay|law|programme"
    r"|project|scheme|framework|wing|tram|bus|stop)\b"
)

# Other scripts: the name runs to the next space or mark.
OTHER_SCRIPTS = re.compile(
    r"(?:اسمي|إسمي|اسم من|نام من|میرا نام|میں ہوں|মোর নাম|আমার নাম|मेरा नाम|ਮੇਰਾ ਨਾਮ|મારું નામ|என் பெயர்"
    r"|меня зовут|мене звати|моето име е|казвам се|με λένε"
    r"|ስሜ|ناوم)[ :]{1,2}(?P<it>[^\s,.،。!?]{2,30})"
    r"|(?:我叫|我的名字是|我名叫)(?P<han>[\u4e00-\u9fff]{2,3})",
    re.I,
)
