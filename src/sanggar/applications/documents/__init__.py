from sanggar.applications.documents.consent_letter import consent_sheet
from sanggar.applications.documents.invitations import invitation_slips
from sanggar.applications.documents.receipt import receipt_sheet

__all__ = ["consent_sheet", "invitation_slips", "receipt_sheet"]
