from sanggar.applications.documents.invitations import invitation_slips
from sanggar.applications.documents.receipt import receipt_sheet

__all__ = ["invitation_slips", "receipt_sheet"]
