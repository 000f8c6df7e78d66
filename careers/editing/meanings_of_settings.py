"""What each field of the settings files is for, in an editor's words. A test holds it to the typed model, field by field."""

from __future__ import annotations

from collections.abc import Mapping

TERM = {
    "id": "The name that files use; never change it, because old adverts and answers have it",
    "label": "The words that readers see",
    "help": "A line that explains it where it can be chosen",
    "retired": "Yes when it is no longer offered; what has it already keeps it",
}

MEANINGS_OF_SETTINGS: Mapping[str, Mapping[str, str]] = {
    "SiteSettings": {
        "name": "The name of the site, at the top of every page",
        "strapline": "A sentence about the site, below its name",
        "organisation": "Who runs the site, for the foot of the page and for search engines",
        "home": "What the home page shows",
        "emergency": "The link to the emergency contacts, beside each feedback form and in the foot",
        "contact": "The link to the contact page",
        "footer": "The links at the foot of every page",
        "feedback_notice": "What stands above the box for a comment",
        "security": "Where somebody reports a security fault",
        "closing_soon_days": "In how many last days an advert is marked as closing soon; 1 to 60",
    },
    "Organisation": {
        "name": "The council's name",
        "service": "The service's name",
        "url": "The council's own website",
        "address_locality": "The city",
        "address_region": "The county",
        "country": "Two letters: GB",
    },
    "Home": {
        "hero": "The opening of the home page",
        "figures": "Exactly three figures, by file name",
        "lead_story": "The story that stands large, by file name",
        "stories": "Up to two stories beside it, by file name",
    },
    "Hero": {
        "title": "The first words of the site",
        "text": "What the site offers, in two or three sentences",
        "actions": "One or two buttons",
    },
    "SecurityContact": {
        "contact": "The page or the address that security researchers write to",
        "expires": "The day until which that is sure; look at it once a year, then move it on",
    },
    "Vocabulary": {
        "levels": "The kinds of post",
        "teams": "The kinds of team",
        "localities": "The parts of the city",
        "patterns": "Ways of working",
        "themes": "What stories are about",
        "branches": "The branches of the map of careers",
        "situations": 'The answers to "Where are you now?"',
    },
    "Term": TERM,
    "Situation": TERM | {"stage": "The stage of a career to which the answer leads"},
    "Redirects": {"redirects": "Every address that moved or has gone"},
    "Redirect": {
        "path": "The old address, such as /jobs/",
        "to": "The new address; leave it out when the page has gone for good",
    },
    "Synonyms": {"synonyms": "Groups of words that the search treats alike"},
    "SynonymGroup": {"words": "Words that mean the same, two or more"},
    "Jargon": {"jargon": "Words of the trade that a page must explain"},
    "JargonTerm": {
        "term": "The word",
        "explained_by": "Words of which one must stand on a page that uses it",
    },
    "Silences": {"silenced": "Findings of the check to live with, each with its reason"},
    "Silence": {
        "rule": "The name of the rule, as the finding gives it",
        "file": "The file, such as pages/contact.md",
        "reason": "Why the rule is wrong here, for whoever comes after you",
        "words": "Silence only findings whose message has these words",
    },
    "Accessibility": {
        "prepared_on": "Day on which the statement was first written",
        "reviewed_on": "Day on which somebody last read it and found it right",
        "review_by": "Day by which somebody must read it again",
        "limits": "What does not work for everybody",
    },
    "KnownLimit": {
        "title": "The limit in a few words",
        "kind": "How the law sees it: fails a criterion, a burden to mend, outside the regulations, or untried",
        "problem": "What does not work, and for whom",
        "instead": "What people can do instead",
        "criteria": "The criteria of WCAG 2.2 that it fails, such as 1.4.3",
        "mend_by": "Day by which it will be mended; needed where it fails",
    },
    "Questionnaire": {
        "version": "Raise it by one when the meaning of a question or an answer changes",
        "title": "The heading of the form",
        "introduction": "What the form is for",
        "promise": "What happens with the answers",
        "next_steps": "What happens after sending, one thing a line",
        "questions": "The questions in their order; the first is always where somebody is now",
    },
    "Question": {
        "id": "The name under which answers are kept; never change it",
        "label": "The question",
        "short": "The question in a word or two, for lists",
        "help": "A line below the question",
        "answers": "Whether one answer is chosen or many",
        "required": "Yes when the form cannot be sent without it",
        "missing": "What to say when a required answer is missing",
        "retired": "Yes when it is no longer asked; old answers keep it",
        "only_for": "The situations in which it is asked; none means all",
        "options_from": "A list of the vocabulary whose words are the first answers",
        "options": "Answers of its own",
    },
    "Option": TERM | {"alone": 'Yes when it cannot be chosen together with others, such as "Anywhere"'},
}
