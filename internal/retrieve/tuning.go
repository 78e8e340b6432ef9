package retrieve

// Tuning holds every number that ranking depends on. One set serves all languages and knowledge bases.
type Tuning struct {
	K1          float64         // saturation of a term's count in an article
	Weights     [Fields]float64 // of a count in each field
	Norms       [Fields]float64 // how far a field's length discounts its counts, 0 to 1
	UnitK1      float64         // saturation in a unit
	UnitB       float64         // length discount in a unit
	HeadingTF   float64         // a word of the heading path counts as so many in the unit
	MixArticle  float64         // shares in an article's score
	MixUnit     float64
	MixTitle    float64
	MixPhrase   float64
	TitlePhrase float64 // weight of words of the question that stand together in the title, among those in the unit
	MixCoverage float64
	MixCosine   float64
	MixValues   float64
	Near        float64 // weight of a term near in spelling, times its similarity
	NearFloor   float64 // similarity below which a term is another one
	Word        float64 // how far a word that is near in spelling to a known one is taken for a word of its own
	Same        float64 // weight of another word for the same thing
	Synonym     float64 // weight of a word of the thesaurus
	Translated  float64 // weight of a word of the thesaurus in another language than the question's
	Derived     float64 // weight of a word that begins alike, times its similarity
	DerivedAt   float64 // similarity below which it does not
	Weak        float64 // weight of a framing word
	Everyday    float64 // share of all articles that would hold a word of everyday talk by themselves
	Missed      float64 // weight of such a word where no article holds it
	Intent      float64 // weight of the kind of question
	Pool        int     // articles looked into unit by unit
	Topic       float64 // added for the preferred topic
	Threshold   float64 // probability from which a question is covered
}

// DefaultTuning gives the shipped numbers.
func DefaultTuning() Tuning {
	return Tuning{
		K1:          4,
		Weights:     [Fields]float64{Title: 6, Heading: 4, Body: 1, Slug: 1},
		Norms:       [Fields]float64{Title: 0.4, Heading: 0.5, Body: 0.7, Slug: 0.5},
		UnitK1:      1.5,
		UnitB:       1,
		HeadingTF:   1.5,
		MixArticle:  1,
		MixUnit:     0.5,
		MixTitle:    0.25,
		MixPhrase:   0.15,
		TitlePhrase: 0.3,
		MixCoverage: 0.01,
		MixCosine:   1,
		MixValues:   0.05,
		Near:        0.5,
		NearFloor:   0.5,
		Word:        0.4,
		Same:        0.8,
		Synonym:     0.4,
		Translated:  0.9,
		Derived:     0.5,
		DerivedAt:   0.5,
		Weak:        0.5,
		Everyday:    0.03,
		Missed:      0.4,
		Intent:      0.5,
		Pool:        80,
		Topic:       0.02,
		Threshold:   0.60,
	}
}
