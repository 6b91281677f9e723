"""What can be wrong with a list, a seed or a published document, as codes for whoever puts it into words."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sanggar.cores.lottery.fair.pool import Pool


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where.

    `path` is a JSON path (`$.draws[3].ticket`) or, for a table, `line 3, column track`. `code` and `params` are for
    programs and pages; the sentence is plain English for the command line and logs.
    """

    path: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence(self.code, self.params)


class DrawRefused(Exception):
    """A draw can not be prepared or run from what was given; `code` and `params` say why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return sentence(self.code, self.params)


class DocumentRefused(DrawRefused):
    """A document (lottery, quotas, list of people) that can not be used; `faults` names all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("unusable_document", count=len(faults))
        self.faults = faults


class QuotasClash(DocumentRefused):
    """No panel of `pool` can meet its quotas; `faults` tell the smallest change that helps. Which quotas are in each
    other's way takes longer to find: `fair.conflict.with_demands`.
    """

    def __init__(self, faults: list[Fault], pool: "Pool") -> None:
        super().__init__(faults)
        self.pool = pool


def difference(path: str, expected: object, found: object) -> list["Fault"]:
    """What is not as it follows from the rest, each with its place: by entries of lists and fields of objects."""
    if isinstance(expected, dict) and isinstance(found, dict) and set(expected) == set(found):
        return [fault for name in expected for fault in difference(f"{path}.{name}", expected[name], found[name])]
    if isinstance(expected, list) and isinstance(found, list):
        if len(expected) != len(found):
            return [Fault(path, "length", {"expected": len(expected), "found": len(found)})]
        pairs = enumerate(zip(expected, found, strict=True))
        return [fault for index, pair in pairs for fault in difference(f"{path}[{index}]", *pair)]
    return [] if expected == found else [Fault(path, "differs", {"expected": expected, "found": found})]


SENTENCES = {
    # shape of a document
    "missing": "this field is missing",
    "unknown": "this field is not known here",
    "not_object": "must be an object",
    "not_list": "must be a list",
    "not_text": "must be text of at most 200 characters without control characters",
    "not_id": "must be a draw id: 1 to 200 characters, none of them a control character",
    "not_hex": "must be lowercase hexadecimal of {length} characters",
    "not_whole": "must be a whole number of at least {minimum}",
    "not_number": "must be a number from 0: whole, or below 1000 with at most 12 decimals",
    "not_power_of_ten": "must be 10, 100, 1000, ... or 1000000",
    "not_positive": "must be more than zero",
    # sense of a lottery
    "duplicate": "this draw id occurs twice",
    "order": "is not in its place: the order is by UTF-8 bytes",
    "no_people": "holds nobody",
    "no_panels": "holds no panel",
    "no_such_type": "there is no type {found}",
    "length": "must have {expected} entries, and has {found}",
    "too_many": "must be at most {limit}, and is {found}",
    "feature_without_quota": "has no {feature} for which there is a quota",
    "seats_unfilled": "seats {found}, but there are {expected} seats",
    "seats_left": "leaves seats free although no type is seated whole",
    "types_apart": "without quotas people are told apart by one feature alone, or some have chances of their own",
    "panels_seat": "the panels seat {least} to {most}",
    "panels_seat_these": "the panels seat {least} to {most} of these",
    "quota_missed": "{found} with {feature} = {value}; the quota is {least} to {most}",
    # households
    "household_reserved": "no quota may be named household where households are kept apart",
    "households_differ": "are not the numbers of households that the people tell",
    "household_kind": "expected a type of household kind {expected}, found {found}",
    "households_exceeded": "{found} people of household kind {kind}, of which there are {limit} households",
    "households_short": "there are {people} households for {seats} seats",
    "households_sealed": "a sealed draw can not keep households apart yet",
    # steps of reserves
    "nobody_leaves": "{person} is neither seated nor waiting, so can not leave",
    "type_missing": "holds no type with the features of {person}, who is waiting",
    "relaxes_nothing": "lets no quota give way",
    "quotas_not_remaining": "are not what is left of the quotas beside those who are seated",
    "not_fairest": "hold a chance of {found} for people with {features}; the fairest lottery gives {expected}",
    # sealed draws
    "hidden_invalid": "must name features with quotas, each once, in order, and in version 2 not among those told",
    "features_differ": "must hold the public features with quotas, each with a value that has one",
    "not_outcome": "must be selected or reserve",
    "not_among": "must be people who can be meant here, each once and in order",
    "not_sound": "one of the two documents is broken by itself",
    # rankings
    "rule_unknown": "must be merit or first_come",
    "out_of_rank": "is not in its place: the order is by value, then by ticket, or by draw id where there is no seed",
    # what is derived
    "differs": "expected {expected}, found {found}",
    "not_of_ticket": "is not the draw id of the ticket that is told here",
    "not_listed": "is not in the list",
    "not_drawn": "has no place in the draw",
    "signature_of_another": "is not the signature of the value that is told here",
    "seed_of_another": "does not give the seed of this draw",
    "signature_required": "is required, and is not there",
    "signature_unchecked": "the signature is {reason}",
    "signature_wrong": "is not the signature that the beacon gave for {source}",
    # seed and its source
    "source_unknown": "must be drand:<chain hash>:<round> or dice",
    "value_not_randomness": "the value of a drand round is 64 lowercase hexadecimal characters",
    "value_not_dice": "the value of dice is at least 20 decimal digits",
    "signature_misplaced": "only the value of a drand round has a signature",
    "seed_not_hex": "a seed is 64 hexadecimal characters",
    # strata and quotas
    "duplicate_id": "the draw id {person} occurs twice",
    "seats_invalid": "there must be at least one seat",
    "feature_missing": "there is no column {feature} in the table of people",
    "value_unpublished": "{person}: no seats are published for {feature} = {value}",
    "value_without_quota": "there is no quota for {feature} = {value}",
    "quota_invalid": "must be [least, most], two whole numbers from 0, the first not above the second",
    "k_differs": "is {found}, but the draw is for {expected} seats",
    "demand_least": "clash {number}: at least {bound} of {people} such people",
    "demand_most": "clash {number}: at most {bound} of {people} such people",
    "quota_clash": "the smallest change: {new_least} to {new_most}, not {least} to {most} ({people} such people)",
    "too_long": "this is not found within {minutes} minutes; wider quotas, more than one person per household or a "
    "lottery without numbers make it easier",
    "no_numbers": "no {numbers} numbered panels keep everybody's chance; more numbers make it easier",
    "fewer_seats": "a way out: {seats} seats, with the changes named here if there are any",
    "limit_alone": "a way out: more than one person per household; then {seats} seats and the quotas can stay",
    "people_short": "there are {people} people for {seats} seats",
    # files
    "drawn_already": "this is the bundle of a draw that has been run; check it with `sanggar draw verify`, let others "
    "come in with `sanggar draw step --bundle`",
    "list_only": "this is the list that was frozen before the draw, not the file of the draw with its result",
    "json_broken": "is not JSON: {reason}",
    "json_twice": "the field {field} occurs twice in one object",
    "not_utf8": "is not text in UTF-8",
    "table_not_utf8": 'is not text in UTF-8; in the spreadsheet choose "Save as" and the type "CSV UTF-8"',
    "is_workbook": 'is a workbook, not a CSV; open it and choose "Save as" and the type "CSV UTF-8"',
    "is_utf16": 'is text in UTF-16; in the spreadsheet choose "Save as" and the type "CSV UTF-8"',
    "cell_not_text": '"{value}" is not text of at most 200 characters without control characters',
    "cell_not_id": '"{value}" is no draw id: 1 to 200 characters, none of them a control character',
    "id_blank": "the draw id is blank",
    "id_spaced": 'the draw id "{value}" begins or ends with a space',
    "table_empty": "the table is empty; its first line must name the columns",
    "column_id_missing": "there is no column named id; the headings must stand in the first row",
    "column_id_other": 'the column "{column}" must be named id, in small letters and without spaces',
    "column_household_missing": "there is no column named {column}",
    "household_published": "the column {column} can not name households: it is published",
    "workbook_broken": "is a workbook that can not be read; open it in the spreadsheet and save it again as .xlsx",
    "cells_merged": "the workbook has merged cells; unmerge them and fill in each",
    "cell_formula": "holds a formula; put what it comes to in its place",
    "quotas_without_k": "quotas in a table do not say how many seats there are; add --seats",
    "quota_column_missing": "there is no column {column}; the quotas have feature, value, least and most",
    "quota_twice": "there are two quotas for {feature} = {value}",
    "quota_unnamed": "the name of the feature is blank, too long, or has control characters",
    "bound_not_whole": '"{value}" is not a whole number of seats, 0 or more',
    "bounds_reversed": "the least, {least}, is more than the most, {most}",
    "bounds_unread": "is {value}; must be [least, most], two whole numbers from 0, the first not above the second",
    "seats_unread": "is {value}; must be a whole number of at least 1",
    "number_shortened": "{value} is a number that a spreadsheet has shortened; write it out as text",
    "column_unnamed": "the column has no name, or one with control characters",
    "column_twice": "the column {column} occurs twice",
    "cells": "must have {expected} cells, and has {found}",
    "csv_broken": "can not be read as CSV: a quotation mark here or before is not closed, or text follows one",
    "cell_too_large": "a cell here holds more text than a table can",
    "headings_again": "repeats the headings; take this row out",
    "unusable_document": "{count} faults",
}
"""English, with the parameters of each code."""

SHOWN_LENGTH = 100


def sentence(code: str, params: Mapping[str, object], sentences: Mapping[str, str] = SENTENCES) -> str:
    """In English, or in the language of other `sentences`."""
    return sentences[code].format_map({name: _shown(value) for name, value in params.items()})


def _shown(value: object) -> str:
    """In ASCII and cut short, so that no file can steer the terminal of who checks it."""
    if isinstance(value, str):
        text = json.dumps(value)[1:-1]
    else:
        text = str(value) if isinstance(value, int | float | Decimal) else type(value).__name__
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "..."
