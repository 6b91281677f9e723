from sanggar.people.models.accounts import Account
from sanggar.people.models.grants import OFFICE_ROLES, Grant, Role, in_force
from sanggar.people.models.organisations import Organisation
from sanggar.people.models.persons import Person, Sex
from sanggar.people.models.terms import Term

__all__ = ["OFFICE_ROLES", "Account", "Grant", "Organisation", "Person", "Role", "Sex", "Term", "in_force"]
