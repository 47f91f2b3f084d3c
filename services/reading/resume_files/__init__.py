"""Résumés as files: PDF, DOCX, XML, JSON of other standards, plain text; each becomes jsonresume.org's sections."""
