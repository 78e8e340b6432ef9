package contradict

// Facts are the comparable statements of a set of pages.
type Facts struct{}

// NewFacts makes an empty set.
func NewFacts() *Facts { return &Facts{} }

// Put adds a page, or replaces the one with its article's id.
func (f *Facts) Put(p Page) {}

// Remove takes a page out.
func (f *Facts) Remove(article string) {}

// All gives every contradiction.
func (f *Facts) All() []Contradiction { return nil }

// Of gives the contradictions that touch an article.
func (f *Facts) Of(article string) []Contradiction { return nil }
