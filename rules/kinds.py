"""Kinds of news that say the same with more or less in it, and those that people also talk of in general."""

from __future__ import annotations

from collections.abc import Mapping

# A concrete kind says more than a general one seen in the same sentence.
GENERAL: Mapping[str, frozenset[str]] = {
    "armed_attack": frozenset(
        {
            "shooting",
            "explosion",
            "shelling",
            "stabbing",
            "vehicle_attack",
            "kidnapping",
            "arson",
            "armed_clash",
            "violent_protest",
            "riot",
        }
    ),
    "violent_crime": frozenset({"shooting", "explosion", "stabbing", "kidnapping", "armed_attack", "armed_clash"}),
    # an embassy warns of a demonstration; who closes a road or is run over protests too
    "protest": frozenset({"violent_protest", "riot", "official_alert", "blockade", "vehicle_attack"}),
    "violent_protest": frozenset({"riot"}),
    "arson": frozenset({"riot", "violent_protest"}),
    "shooting": frozenset({"armed_clash", "official_alert"}),
    "threat": frozenset({"explosion", "shelling"}),
    "official_alert": frozenset({"all_clear"}),
    "curfew": frozenset({"all_clear"}),
    "blockade": frozenset({"all_clear", "official_alert", "kidnapping", "shooting", "vehicle_attack"}),
    "shelter_in_place": frozenset({"all_clear"}),
    "strike": frozenset({"all_clear", "official_alert"}),
    "kidnapping": frozenset({"all_clear"}),
}


# "The attack", said again in other sentences, is the shooting or the stabbing told before.
REPEATED: Mapping[str, frozenset[str]] = {
    "armed_attack": frozenset({"shooting", "stabbing", "vehicle_attack", "shelling", "explosion"}),
    "explosion": frozenset({"shelling"}),
    "protest": frozenset({"violent_protest", "riot", "official_alert", "blockade", "vehicle_attack"}),
    "arson": frozenset({"riot", "violent_protest"}),
    "violent_crime": frozenset({"kidnapping", "shooting", "stabbing", "armed_attack"}),
    "shooting": frozenset({"armed_clash"}),  # where its words are of two sides: "a gun battle"
    "armed_clash": frozenset({"vehicle_attack", "stabbing"}),  # "the driver was shot by police" ends it
}

# An order, or its end, was brought about by what is told of these further down.
BROUGHT_ABOUT: Mapping[str, frozenset[str]] = {
    "curfew": frozenset({"shooting", "armed_attack", "violent_crime", "riot", "explosion", "violent_protest"}),
    "all_clear": frozenset({"shooting", "shelter_in_place", "curfew", "blockade", "strike", "kidnapping"}),
}

# Of these nobody says "murdered": a murder told beside them is none of their harm.
KILLS_UNAIMED = frozenset({"explosion", "shelling"})

# Kinds of violence that people also talk of in general; an order or an announcement is one by being told.
WEIGHED = frozenset(
    {
        "shooting",
        "armed_attack",
        "explosion",
        "shelling",
        "kidnapping",
        "stabbing",
        "arson",
        "violent_crime",
        "terrorism",
        "blockade",
        "strike",
        "threat",
    }
)
# An order or a warning is news wherever it stands.
TOLD_BY_ORDER = frozenset({"official_alert", "shelter_in_place", "curfew", "all_clear"})
# "The police of Minneapolis asked people to stay in": who orders these orders them where he is.
ORDERED_AT_HOME = frozenset({"shelter_in_place", "curfew", "all_clear"})
# May hold for all of the country that it is told of.
NATIONWIDE = TOLD_BY_ORDER | {"coup", "strike"}
# What is fired or aimed "against" a town happens there; what is said or marched against it does not.
AIMED = frozenset({"shelling", "armed_attack", "armed_clash", "explosion", "shooting"})

# What is told beside another kind of the same event: whose deed it was, and what people must do now.
TOLD_BESIDE = frozenset({"terrorism", "shelter_in_place", "curfew"})
# Whatever else the article reads like, these are told as the rule says.
TOLD_AS_SAID = frozenset({"terrorism", "curfew"})
