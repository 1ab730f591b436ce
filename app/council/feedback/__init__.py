"""意见反馈: what a seat tells the council's office, and the answer."""
