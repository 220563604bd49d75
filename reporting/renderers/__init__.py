"""Bytes out: the only place that knows WeasyPrint, openpyxl and python-docx."""
