package extract

// suspicious finds phrases that read like instructions to a model.
func suspicious(shown string, hidden []string) []string { return nil }

// unseen gives what the invisible characters of a text spell.
func unseen(data []byte) []string { return nil }
