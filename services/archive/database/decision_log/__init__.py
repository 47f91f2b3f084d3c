"""The log of decisions in the archive's database: appended to with what is archived, read for receipts and audits."""
