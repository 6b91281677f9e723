from sanggar.evaluation.documents.certificate import certificate_pdf, public_address

__all__ = ["certificate_pdf", "public_address"]
