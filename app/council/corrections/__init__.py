"""更正申请: a member asks the office to correct an own base fact."""
