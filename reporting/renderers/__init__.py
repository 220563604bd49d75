"""Bytes out: the only place that knows WeasyPrint and openpyxl."""
