from sanggar.people.models.accounts import Account
from sanggar.people.models.grants import OFFICE_ROLES, Grant, Role, in_force
from sanggar.people.models.organisations import Organisation
from sanggar.people.models.persons import Person, Sex

__all__ = ["OFFICE_ROLES", "Account", "Grant", "Organisation", "Person", "Role", "Sex", "in_force"]
