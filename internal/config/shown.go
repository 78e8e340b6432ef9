package config

// Shown gives a setting's value as a page may show it: of a secret, only that it is set. Empty: not set, or no setting.
func (c Config) Shown(name string) string {
	for _, s := range settings() {
		if s.Name == name {
			return s.get(c)
		}
	}
	return ""
}
