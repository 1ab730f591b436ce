"""会议与活动: activity, sittings, invitations."""
