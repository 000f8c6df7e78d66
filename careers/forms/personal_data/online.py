"""Rules for IP addresses, profile links and handles."""

from __future__ import annotations

import ipaddress
import re

from careers.forms.personal_data.finding import Kind
from careers.forms.personal_data.reading import WORD_DOT
from careers.forms.personal_data.rule import DIGITS, Pattern, Rule, after, before

_OCTET = r"\d{1,3}"
_DOT = r"(?:[ ]{0,2}[\[({]?\.[\])}]?[ ]{0,2}|[ ]{1,2}dot[ ]{1,2})"
_SPACED_OUT = re.compile(r"\d+(?:[ ]+\.[ ]+\d+){3}")
_IPV4 = Pattern(rf"(?<![\w.])(?P<it>{_OCTET}(?:{_DOT}{_OCTET}){{3}}(?:[:/]\d{{1,5}})?)(?![\w]|\.\d)")
_IPV4_OTHER = Pattern(
    rf"(?<![\w.,\-])(?P<it>{_OCTET}(?P<gap>[,\-_])(?:{_OCTET}(?P=gap)){{2}}{_OCTET})(?![\w]|[.,\-]\d)"
)
_IP_WORDS = Pattern(r"\b(?:ip|i\.p|ipv4|address|adres(?:se)?|direcci[oó]n|vpn|firewall|blocked)\b")
_IP_ONLY = Pattern(r"\bip\b")
_VERSION_WORDS = Pattern(
    r"\b(?:v|ver|version|release|build|chrome|chromium|firefox|safari|edge|opera|ios|android|windows"
    r"|macos|section|para|"
    r"paragraph|clause|chapter|part|table|appendix|rule|regulation|article)[ .]*$"
)
_IPV6 = Pattern(r"(?<![\w:.])(?=[\da-f:]{0,40}:[\da-f]{0,4}:)(?P<it>[\da-f:]{3,45}(?:\.\d{1,3}){0,3})(?![\w:])")


def _is_ipv4(match: re.Match[str]) -> bool:
    octets = [int(octet) for octet in re.findall(r"\d+", match["it"])][:4]
    if max(octets) > 255 or "\n" in match["it"]:
        return False
    if before(match, _VERSION_WORDS, 16):
        return False
    if " " in match["it"] and "dot" not in match["it"] and not _SPACED_OUT.fullmatch(match["it"]):
        return before(match, _IP_WORDS, 30) or after(match, _IP_WORDS, 20)
    return True


def _is_ipv6(match: re.Match[str]) -> bool:
    """Take what Python's own parser takes, save bare colons and clock times."""
    text = match["it"].rstrip(".")
    if not any(char.isdigit() for char in text) or len(text) < 6:
        return False
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True


_HOSTS = (
    r"(?:linkedin\.com/(?:in|pub)|facebook\.com|fb\.com|instagram\.com|twitter\.com|x\.com|tiktok\.com"
    r"|github\.com|gitlab\.com|"
    r"snapchat\.com/add|t\.me|wa\.me|telegram\.me|youtube\.com/(?:c/|user/|@)|reddit\.com/u(?:ser)?|bsky\.app/profile|"
    r"threads\.net|threads\.com|pinterest\.(?:com|co\.uk)|medium\.com|linktr\.ee|tumblr\.com|vk\.com|xing\.com/profile)"
)
_INSTITUTIONS = Pattern(
    r"council|gov\b|\.gov|ofsted|mcc|manchestercity|mancity|socialworkeng|socialwork_?england|communitycare"
    r"|basw|bbc|nhs|frontline"
    r"|lgc|itv|guardian|facebook\.com/(?:help|groups|events|pages|privacy)|x\.com/(?:home|search"
    r"|i/)|github\.com/(?:about|features)"
)
_PLATFORM = (
    r"(?:insta(?:gram)?|ig|twitter|snap(?:chat)?|tik\s?tok|fb|face\s?book|telegram|discord|skype"
    r"|reddit|blue\s?sky|bsky|"
    r"linked\s?in|mastodon|threads|handle|user\s?name|screen\s?name|whats\s?app)"
)
_PLATFORM_SIGNS = (
    "insta", "ig", "twitter", "snap", "tik", "fb", "face", "telegram", "discord", "skype", "reddit", "sky", "linked", "mastodon",
    "threads", "handle", "user", "screen", "whats",
)  # fmt: skip
_PLAIN_HANDLES = frozenset(
    [
        "home",
        "work",
        "the",
        "office",
        "all",
        "a",
        "and",
        "is",
        "it",
        "on",
        "me",
        "you",
        "us",
        "this",
        "that",
        "here",
        "there",
        "least",
        "first",
        "last",
        "once",
    ]
)
_HANDLE_WORDS = frozenset(
    [
        "is",
        "are",
        "was",
        "down",
        "slow",
        "broken",
        "good",
        "bad",
        "great",
        "not",
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "to",
        "for",
        "of",
        "on",
        "in",
        "page",
        "pages",
        "link",
        "links",
        "account",
        "accounts",
        "feed",
        "feeds",
        "post",
        "posts",
        "button",
        "buttons",
        "icon",
        "icons",
        "profile",
        "profiles",
        "group",
        "groups",
        "would",
        "could",
        "should",
        "too",
        "please",
        "site",
    ]
)


def _is_personal(match: re.Match[str]) -> bool:
    return _INSTITUTIONS.regex.search(match[0]) is None


def _is_handle(match: re.Match[str]) -> bool:
    return _is_personal(match) and match["name"].lower().rstrip(".") not in _PLAIN_HANDLES


def _is_account_name(match: re.Match[str]) -> bool:
    name = match["name"].rstrip(".")
    return _is_personal(match) and name.lower() not in _HANDLE_WORDS


PLAIN_RULES = (
    Rule(Kind.IP_ADDRESS, _IPV4, _is_ipv4, needs=DIGITS),
    Rule(
        Kind.IP_ADDRESS,
        _IPV4_OTHER,
        lambda match: _is_ipv4(match) and (before(match, _IP_ONLY, 20) or after(match, _IP_ONLY, 15)),
        needs=("ip",),
    ),
    Rule(Kind.IP_ADDRESS, _IPV6, _is_ipv6, needs=(":",)),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(rf"(?<![^\W_])(?:https?://)?(?:[a-z]{{1,8}}\.)?{_HOSTS}/?@?[\w.\-+%]{{2,60}}"),
        _is_personal,
        needs=(".com", ".me/", "bsky", "linktr", ".co", ".net"),
    ),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(r"(?<![\w.])[\w\-]{2,30}(?:\.[\w\-]{2,20}){1,2}/@(?P<name>\w{2,30})"),
        _is_handle,
        ("/@",),
    ),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(r"(?<![\w@./])@(?P<name>[a-z_][\w.\-]{2,40}(?:@[\w.\-]{4,60})?)"),
        _is_handle,
        ("@",),
    ),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(r"\b(?:dm|message|follow|find|add|tag)\s(?:me|us)\b[^\n]{0,16}?(?P<it>@[ ]?(?P<name>\w{3,30}))"),
        _is_handle,
        needs=("@",),
    ),
    # "my insta is …", "snapchat: …": a word after a platform's name, and what only a handle contains.
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(
            rf"\b{_PLATFORM}\b(?:\s(?:profile|handle|name|account|id|is|at|as|user)){{0,3}}\s?(?::|=|-|is|at|\s)\s?@?"
            r"(?P<it>(?P<name>(?=[\w.#]{0,30}(?:\d|_|\w\.\w))[a-z][\w.#\-]{3,40}))"
        ),
        _is_account_name,
        needs=_PLATFORM_SIGNS,
    ),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(
            rf"\bmy\s(?:{_PLATFORM}\s?)(?:{_PLATFORM}|profile|name|account|id)?\s?(?::|=|is)\s?@?(?P<it>"
            rf"(?P<name>[a-z][\w.#\-]{{3,40}}))"
        ),
        _is_account_name,
        needs=_PLATFORM_SIGNS,
    ),
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(
            rf"\b(?i:{_PLATFORM})\s?(?:profile|name)?:\s?(?P<it>(?P<name>[A-Z]\w{{1,20}}(?:\s[A-Z]\w{{1,20}}){{1,2}}))",
            cased=True,
        ),
        _is_account_name,
        needs=_PLATFORM_SIGNS,
    ),
    Rule(Kind.SOCIAL_PROFILE, Pattern(r"(?<![\w/.])/?u/(?P<name>[\w\-]{3,24})\b"), _is_handle, ("u/",)),
    Rule(Kind.SOCIAL_PROFILE, Pattern(r"\blive:(?:\.cid\.)?(?P<name>[\w.\-]{3,40})"), _is_personal, ("live:",)),
    Rule(Kind.SOCIAL_PROFILE, Pattern(r"(?<![\w#])(?P<name>[a-z][\w.]{1,31})\#\d{4}(?!\d)"), _is_personal, ("#",)),
)

PUNCTUATED_RULES = (
    Rule(
        Kind.SOCIAL_PROFILE,
        Pattern(rf"\b(?:linkedin|facebook|instagram|twitter|tiktok|github){WORD_DOT}com/(?:in/)?@?[\w.\-]{{3,60}}"),
        _is_personal,
        needs=(WORD_DOT,),
    ),
)
