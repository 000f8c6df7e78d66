"""What the guard can see, and the plain words in which a visitor is told.

Knows nothing of how anything is found.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Name each kind of personal data; the value is stable, for counting wrong alarms."""

    NATIONAL_INSURANCE = "national_insurance"
    CARD = "card"
    BANK = "bank"
    IBAN = "iban"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    ADDRESS = "address"
    NHS = "nhs"
    BIRTH_DATE = "birth_date"
    PASSPORT = "passport"
    DRIVING_LICENCE = "driving_licence"
    SOCIAL_WORK_ENGLAND = "social_work_england"
    VEHICLE = "vehicle"
    IP_ADDRESS = "ip_address"
    SOCIAL_PROFILE = "social_profile"
    WRITER_NAME = "writer_name"
    THIRD_PARTY_NAME = "third_party_name"
    CHILD_NAME = "child_name"


WORDS: dict[Kind, str] = {
    Kind.NATIONAL_INSURANCE: "a National Insurance number",
    Kind.CARD: "a payment card number",
    Kind.BANK: "bank details",
    Kind.IBAN: "an international bank account number (IBAN)",
    Kind.EMAIL: "an email address",
    Kind.PHONE: "a phone number",
    Kind.POSTCODE: "a postcode",
    Kind.ADDRESS: "a street address",
    Kind.NHS: "an NHS number",
    Kind.BIRTH_DATE: "a date of birth",
    Kind.PASSPORT: "a passport or visa document number",
    Kind.DRIVING_LICENCE: "a driving licence number",
    Kind.SOCIAL_WORK_ENGLAND: "a social work registration number",
    Kind.VEHICLE: "a vehicle registration",
    Kind.IP_ADDRESS: "an IP address",
    Kind.SOCIAL_PROFILE: "a social media profile or handle",
    Kind.WRITER_NAME: "your name",
    Kind.THIRD_PARTY_NAME: "somebody’s name",
    Kind.CHILD_NAME: "a child’s name",
}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Say what was seen and where: `text[start:end]` of the text as it was typed.

    The matched text itself is left out on purpose, so that a finding that ends up in a log gives nothing away.
    """

    start: int
    end: int
    kind: Kind

    @property
    def words(self) -> str:
        """Return the kind as the visitor reads it: `a phone number`."""
        return WORDS[self.kind]
