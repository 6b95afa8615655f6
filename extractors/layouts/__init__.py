"""Layout templates: learnt from documents with their true values, chosen by what stays, read by place."""
