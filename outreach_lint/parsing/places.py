"""What is surely a place: a well-known city, or a place with its country behind it."""

from __future__ import annotations

from outreach_lint.parsing.roles import has_mark, position_alone
from outreach_lint.patterns import lazy

_COUNTRY = (
    r"(?:UK|USA|U\.S\.A?\.?|United (?:Kingdom|States|Arab Emirates)|England|Scotland|Wales|(?:Northern )?Ireland|France|Germany|Deutschland|Spain"
    r"|España|Portugal|Italy|Italia|Netherlands|Nederland|Belgium|Belgique"
    r"|Switzerland|Schweiz|Austria|Österreich|Denmark|Sweden|Norway|Finland|Iceland|Poland|Czechia|Czech Republic|Slovakia|Hungary|Romania|Bulgaria"
    r"|Greece|Croatia|Serbia|Slovenia|Estonia|Latvia|Lithuania|Ukraine"
    r"|Turkey|Israel|Egypt|Morocco|Tunisia|Algeria|Nigeria|Ghana|Kenya|Uganda|Tanzania|Rwanda|Ethiopia|South Africa|Zambia|Zimbabwe|Senegal|India"
    r"|Pakistan|Bangladesh|Sri Lanka|Nepal|China|Japan|South Korea|Korea"
    r"|Taiwan|Vietnam|Thailand|Malaysia|Singapore|Indonesia|Philippines|Australia|New Zealand|Aotearoa|Canada|Mexico|México|Brazil|Brasil|Argentina"
    r"|Chile|Peru|Colombia|Uruguay|Ecuador|Costa Rica|Jamaica"
    r"|[A-Z]{2}|California|Texas|Ontario|Québec|Quebec|Oregon|Washington|Massachusetts|New York|Illinois|Queensland|Victoria|Yorkshire|Cornwall|Devon"
    r"|Kent|Bavaria|Bayern)"
)
_IN_COUNTRY = lazy(
    rf"(?:(?:North|South|East|West|Northern|Southern|Eastern|Western|Central|Greater|Upper|Lower|Republic of|the) )?{_COUNTRY}(?: {_COUNTRY})*"
)
# Cities that stand alone on a line where people say where they live: large or often met, and few of them also a name of somebody.
_CITIES = frozenset(
    """
    aberdeen accra adelaide amsterdam antwerp athens atlanta auckland austin bangalore barcelona basel bath belfast bengaluru bergamo bergen berlin
    bern birmingham bogotá bologna bonn bordeaux boston bremen brighton brisbane bristol brussels bucharest budapest cairo calgary cambridge
    canberra cardiff chennai chicago christchurch cologne copenhagen cork dallas delhi denver detroit dresden dublin dundee durham edinburgh
    eindhoven exeter frankfurt galway geneva ghent glasgow gothenburg graz hamburg hanover helsinki houston hull hyderabad inverness istanbul
    jakarta johannesburg kampala karachi krakow kraków kyoto lagos lausanne leeds leicester leipzig lille lima lisbon liverpool ljubljana london
    luxembourg lyon madrid malmö manchester manila marseille melbourne miami milan minneapolis montreal montréal moscow mumbai munich münchen
    nairobi nantes naples newcastle norwich nottingham oslo ottawa oxford paris perth philadelphia phoenix pittsburgh plymouth portland porto prague
    pune reykjavik riga rome rotterdam seattle seoul sheffield sofia southampton stockholm strasbourg stuttgart sydney tallinn tampere tbilisi tokyo
    toronto toulouse turin utrecht valencia vancouver vienna vilnius warsaw wellington wrocław york zagreb zurich zürich
    """.split()
)


def is_place(line: str) -> bool:
    """Whether a line is surely a place: "Leeds", "Hull, UK", "Ghent, Belgium"."""
    words = line.replace(",", " ").split()
    if not words or len(words) > 7 or not all(word[0].isupper() or word in ("of", "de", "the", "upon", "on") for word in words):
        return False
    if any(c.isdigit() for c in line) or position_alone(line):
        return False
    first, comma, rest = line.partition(",")
    if comma and any(position_alone(part) for part in line.split(",")):
        return False
    return (
        line.casefold() in _CITIES
        or bool(
            comma and _IN_COUNTRY.fullmatch(rest.rpartition(",")[2].strip()) and not position_alone(first) and not has_mark(first)
        )
        or (first.strip().casefold() in _CITIES and len(words) <= 4 and bool(comma))
    )
