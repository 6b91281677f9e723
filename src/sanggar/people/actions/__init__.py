from sanggar.people.actions.accounts import EmailTaken, open_account
from sanggar.people.actions.erasing import erase_account, erase_person
from sanggar.people.actions.grants import (
    AccountUnknown,
    GrantAlreadyGiven,
    HoldsOtherRights,
    InspectorHoldsNoOther,
    OwnGrant,
    account_with_email,
    admit,
    end_grant,
    give_grant,
    refuse_inspector,
    refuse_own_grant,
)
from sanggar.people.actions.offices import OfficeTaken, open_office, set_letterhead
from sanggar.people.actions.passkeys import (
    TooManyPasskeys,
    add_passkey,
    note_passkey_used,
    remove_passkey,
    rename_passkey,
)
from sanggar.people.actions.persons import NIK_PLACE, TOLD, Identity, correct_person, nik_lookup, register_person
from sanggar.people.actions.terms import TermInThePast, set_term

__all__ = [
    "NIK_PLACE",
    "TOLD",
    "AccountUnknown",
    "EmailTaken",
    "GrantAlreadyGiven",
    "HoldsOtherRights",
    "Identity",
    "InspectorHoldsNoOther",
    "OfficeTaken",
    "OwnGrant",
    "TermInThePast",
    "TooManyPasskeys",
    "account_with_email",
    "add_passkey",
    "admit",
    "correct_person",
    "end_grant",
    "erase_account",
    "erase_person",
    "give_grant",
    "nik_lookup",
    "note_passkey_used",
    "open_account",
    "open_office",
    "refuse_inspector",
    "refuse_own_grant",
    "register_person",
    "remove_passkey",
    "rename_passkey",
    "set_letterhead",
    "set_term",
]
