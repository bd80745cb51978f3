"""Every closed list of the tables, as types: a value outside them is rejected on loading."""

from typing import Literal

# articles
PublishedPrecision = Literal["second", "day", "month", "none"]
PublishedFrom = Literal["given", "metadata", "url", "none"]

# figures
FigureKind = Literal[
    "count", "money", "percent", "percentage_point", "duration", "age", "measure", "ratio", "score", "index"
]
Comparison = Literal["=", "~", "<", "<=", ">", ">=", "range"]
Change = Literal["increase", "decrease"]
ChangeRole = Literal["by", "to", "from"]

# dates
DateKind = Literal["DATE", "TIME", "DURATION", "SET"]
DatePrecision = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "century"
]
DateFrom = Literal["text", "publication"]

# places
LocationKind = Literal["country", "region", "city", "water", "road", "site", "other"]
PlaceFrom = Literal["event", "article"]
ResolvedBy = Literal["unique", "population", "hierarchy", "context", "demonym", "supplement", "none"]

# actors
ActorKind = Literal["person", "state", "government_body", "armed_group", "organisation", "company", "group"]
Sector = Literal[
    "GOV", "MIL", "REB", "OPP", "PTY", "COP", "JUD", "SPY", "LEG", "IGO", "NGO", "MED", "EDU", "BUS", "CRM", "CVL",
    "REL", "HLH", "REF", "UAF", "LAB", "AGR", "PRM", "ELI", "SET",
]  # fmt: skip
MentionForm = Literal["name", "nominal", "pronoun"]

# events
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "DISASTER", "ACCIDENT", "OUTBREAK", "BUSINESS", "LEGAL", "ELECT", "APPOINT", "MOVE", "DIE",
]  # fmt: skip
Quad = Literal["verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict"]
Status = Literal["happened", "ongoing", "planned", "threatened", "requested", "possible", "did_not_happen"]
EventRole = Literal["actor", "recipient", "participant", "instrument"]
EventRelation = Literal["same"]

# quotes
QuoteKind = Literal["direct", "indirect"]

# bookkeeping
RunState = Literal["running", "completed", "failed", "crashed"]
