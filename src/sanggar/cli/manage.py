"""`sanggar manage …`: Django's own commands."""

from sanggar.cli.django import with_django


def main(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line

    code = with_django(lambda: 0)
    if not code:
        execute_from_command_line(["sanggar manage", *arguments])
    return code
