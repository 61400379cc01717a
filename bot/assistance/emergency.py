"""Local emergency numbers, from the metadata of libphonenumber.

The metadata knows which numbers are for emergencies in 241 regions, not which service answers; so
the bot says "emergency number" and nothing more.
"""

from __future__ import annotations

from functools import lru_cache

from phonenumbers import PhoneMetadata
from phonenumbers.shortnumberinfo import is_emergency_number

WELL_KNOWN = ("911", "112", "999", "000", "111")  # one number for everything, where it exists
MOST = 4


@lru_cache(maxsize=300)
def emergency_numbers(country: str) -> tuple[str, ...]:
    """Numbers to call in a country (ISO 3166-1 alpha-2), the general one first; empty when unknown.

    The patterns of the metadata are finite and short, so all numbers of a possible length are asked.
    """
    metadata = PhoneMetadata.short_metadata_for_region(country)
    if metadata is None or metadata.emergency is None or not metadata.emergency.national_number_pattern:
        return ()
    lengths = [length for length in metadata.emergency.possible_length or (3,) if 2 <= length <= 4]
    found = [
        number
        for length in lengths
        for number in (str(value).zfill(length) for value in range(10**length))
        if is_emergency_number(number, country)
    ]
    general = [number for number in WELL_KNOWN if number in found]
    rest = [number for number in found if number not in general]
    return tuple((general + rest)[:MOST])
