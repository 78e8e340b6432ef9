package mutate

// Kind says what was done to an answer.
type Kind string

// The kinds of mutant: each must be held.
const (
	NumberChanged    Kind = "number changed"
	NumberBorrowed   Kind = "number borrowed" // one that the source says of another thing
	UnitChanged      Kind = "unit changed"
	DateChanged      Kind = "date changed"
	NegationAdded    Kind = "negation added"
	NegationRemoved  Kind = "negation removed"
	NameSwapped      Kind = "name swapped"
	ConditionDropped Kind = "condition dropped"
	PolicyInvented   Kind = "policy invented"
	LanguageSwitched Kind = "language switched"
	NumberBuried     Kind = "number buried" // a wrong number amid true sentences, short enough to be sent
	Padded           Kind = "padded"        // a wrong number amid 50 KB of true text
	LinkAdded        Kind = "link added"
	ImageAdded       Kind = "image added"
	ScriptAdded      Kind = "script added"
	ArticleExpired   Kind = "article expired" // the answer as it is, on an article whose contract has ended
	CheckBroken      Kind = "check broken"    // the answer as it is, before a guard of which a check is out of order
	Reviewed         Kind = "reviewed"        // a mistake that was really made, of no other kind
)

// The kinds of benign twin: each must pass.
const (
	Verbatim   Kind = "verbatim"    // the answer again
	Restated   Kind = "restated"    // the same words as a model's own
	Contracted Kind = "contracted"  // do not, don't
	Impersonal Kind = "impersonal"  // you can, one can
	Synonym    Kind = "synonym"     // of a small closed list
	SpelledOut Kind = "spelled out" // 30, thirty
	Spaced     Kind = "spaced"      // a no-break space between a number and its unit
	Grouped    Kind = "grouped"     // 1,000 written 1 000
	Branded    Kind = "branded"     // with a name of the house's own in it
	BrandAsked Kind = "brand asked" // the answer again, where the question has a name of the house's own
	Joined     Kind = "joined"      // two sentences made one, in their order
)

// Group puts kinds together that one floor holds for. Benign kinds have a group of their own.
type Group string

// The groups.
const (
	Values    Group = "values"    // numbers, units, dates
	Meaning   Group = "meaning"   // negations, names, conditions
	Invention Group = "invention" // policies that nobody has
	Shape     Group = "shape"     // language, length, markup
	Machinery Group = "machinery" // what must hold whatever the words are
	Past      Group = "past"      // mistakes that were really made
	Benign    Group = "benign"
)

// Groups gives the groups of mutants.
func Groups() []Group { return []Group{Values, Meaning, Invention, Shape, Machinery, Past} }

// Group gives the kind's group, and Past for a kind that is not known: a mistake of an unknown kind is still one.
func (k Kind) Group() Group {
	switch k {
	case NumberChanged, NumberBorrowed, UnitChanged, DateChanged:
		return Values
	case NegationAdded, NegationRemoved, NameSwapped, ConditionDropped:
		return Meaning
	case PolicyInvented:
		return Invention
	case LanguageSwitched, NumberBuried, Padded, LinkAdded, ImageAdded, ScriptAdded:
		return Shape
	case ArticleExpired, CheckBroken:
		return Machinery
	case Reviewed:
		return Past
	case Verbatim, Restated, Contracted, Impersonal, Synonym, SpelledOut, Spaced, Grouped, Branded, BrandAsked, Joined:
		return Benign
	}
	return Past
}

// Benign tells whether a case of the kind must pass.
func (k Kind) Benign() bool { return k.Group() == Benign }

// MutantKinds gives the kinds that Mutants makes, in its order.
func MutantKinds() []Kind { return kindsOf(mutantRecipes()) }

// TwinKinds gives the kinds that Twins makes, in its order.
func TwinKinds() []Kind { return kindsOf(twinRecipes()) }

func kindsOf(recipes []recipe) []Kind {
	kinds := make([]Kind, len(recipes))
	for i, r := range recipes {
		kinds[i] = r.kind
	}
	return kinds
}

// Failure is a way in which a check can be out of order. The zero failure is none.
type Failure int

// The failures.
const (
	Working Failure = iota
	Panics
	Hangs
	Errs
	Absent
)

func (f Failure) String() string {
	switch f {
	case Working:
		return "working"
	case Panics:
		return "panics"
	case Hangs:
		return "hangs"
	case Errs:
		return "errs"
	case Absent:
		return "is missing"
	}
	return "working"
}
