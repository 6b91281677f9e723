"""Who may read the report."""

from sanggar.planning.rules import may_see_programme

may_read_report = may_see_programme
"""Everyone at the desk; what the public sees is safe by itself."""
