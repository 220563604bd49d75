"""Pages of Mẫu 03: the self-assessment, the appraisal, the authority's layer, excuses, the queue."""
