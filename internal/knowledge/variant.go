package knowledge

// Variants are sibling folders whose pages are versions of one another, though no rule said so.
type Variants struct {
	Folder string   `json:"folder"` // their parent
	Names  []string `json:"names"`  // the siblings, oldest first
	Rule   string   `json:"rule"`   // what to give as --scope to make it explicit
	Pages  int      `json:"pages"`  // how many got a scope from it
}

func proposeVersions(pages []page) []Variants { return nil }
