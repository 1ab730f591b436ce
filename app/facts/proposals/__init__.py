"""提案: lead, co-signers, filing, outcomes."""
