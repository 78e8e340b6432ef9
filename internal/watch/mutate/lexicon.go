package mutate

import (
	"strings"

	"github.com/vigie-desk/vigie/internal/desk"
)

// lexicon is what a language lends to the making of cases. Lists of words are folded.
type lexicon struct {
	speller speller
	units   []swap

	months, monthNames     []string
	weekdays, weekdayNames []string
	beforeMonth            []string
	smallDays              bool // names of months and days are written small

	restrictions []string // what opens a condition or an exception that a sentence must not lose
	asides       []string // what opens a sentence that restricts the one before
	openers      []string // first words that may be written small, and that open no condition
	imperatives  []string // first words that tell the reader to do something

	policies []string // invented; {thing}, {number} and {name} are filled in
	foreign  [][]string

	contractions []swap
	impersonal   []swap
	synonyms     []swap
	brandOpening string
	greeting     string
	seeDetails   []string
}

func englishLexicon() lexicon {
	return lexicon{
		speller:      newSpeller(desk.English),
		units:        englishUnits(),
		months:       strings.Fields("january february march april may june july august september october november december"),
		monthNames:   strings.Fields("January February March April May June July August September October November December"),
		weekdays:     strings.Fields("monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays"),
		weekdayNames: strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays"),
		beforeMonth:  strings.Fields("in until before after from between and to by since of early late mid every each"),
		restrictions: []string{
			"unless", "except", "but only if", "but only when", "only if", "only when", "provided that", "provided", "as long as", "on condition that", "so long as",
			"apart from", "other than", "subject to",
		},
		asides:      []string{"however", "this does not apply", "this does not cover", "the exception", "except"},
		openers:     strings.Fields("the a an you your we our it its this that these those there they each every any all most some both one in on for at from with after before when once to"),
		imperatives: strings.Fields("open choose select send take keep write give bring show enter click press call ask put add use sign turn leave return pay"),
		policies:    englishPolicies(),
		foreign:     foreignTo("en"),
		contractions: []swap{
			{"do not", "don't"},
			{"does not", "doesn't"},
			{"is not", "isn't"},
			{"are not", "aren't"},
			{"cannot", "can't"},
			{"will not", "won't"},
			{"don't", "do not"},
			{"doesn't", "does not"},
			{"isn't", "is not"},
			{"aren't", "are not"},
			{"can't", "cannot"},
			{"won't", "will not"},
			{"you will", "you'll"},
			{"you are", "you're"},
			{"we will", "we'll"},
			{"it is", "it's"},
			{"you'll", "you will"},
		},
		impersonal: []swap{{"you can", "one can"}, {"you can", "it is possible to"}, {"you may", "one may"}, {"you must", "one must"}},
		synonyms: []swap{
			{"buy", "purchase"},
			{"purchase", "buy"},
			{"choose", "select"},
			{"select", "choose"},
			{"receive", "get"},
			{"parcel", "package"},
			{"parcels", "packages"},
			{"begins", "starts"},
			{"starts", "begins"},
			{"have to", "must"},
			{"need to", "have to"},
			{"in order to", "to"},
			{"at least", "a minimum of"},
			{"free of charge", "for free"},
			{"at no charge", "free of charge"},
			{"about", "around"},
			{"send back", "return"},
			{"immediately", "at once"},
			{"lets you", "allows you to"},
			{"e mail", "email"},
			{"as long as", "so long as"},
		},
		brandOpening: "At {brand}, ",
		greeting:     "Hello",
		seeDetails:   []string{"See the details here", "More about this", "Track it here"},
	}
}

func frenchLexicon() lexicon {
	return lexicon{
		speller:      newSpeller(desk.French),
		units:        frenchUnits(),
		months:       strings.Fields("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"),
		monthNames:   strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
		weekdays:     strings.Fields("lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis dimanches"),
		weekdayNames: strings.Fields("lundi mardi mercredi jeudi vendredi samedi dimanche lundis mardis mercredis jeudis vendredis samedis dimanches"),
		beforeMonth:  strings.Fields("en avant apres depuis entre et de du debut fin mi chaque jusqu mois au a"),
		smallDays:    true,
		restrictions: []string{
			"sauf", "excepte", "hormis", "a condition que", "a condition de", "a condition d", "a moins que", "a moins de", "sous reserve de", "sous reserve que",
			"uniquement si", "seulement si", "mais uniquement", "mais seulement", "uniquement", "seulement", "tant que", "pourvu que", "a l'exception",
		},
		asides:       []string{"toutefois", "cependant", "cela ne s'applique pas", "exception", "sauf"},
		openers:      strings.Fields("le la les un une des vous votre vos nous notre nos il elle ils elles ce cet cette ces chaque tout toute tous toutes on dans pour avec apres avant en sur au aux"),
		imperatives:  nil, // known by their ending
		policies:     frenchPolicies(),
		foreign:      foreignTo("fr"),
		contractions: nil,
		impersonal:   []swap{{"vous pouvez", "on peut"}, {"vous pouvez", "il est possible de"}, {"vous devez", "on doit"}, {"vous devez", "il faut"}},
		synonyms: []swap{
			{"choisissez", "sélectionnez"},
			{"selectionnez", "choisissez"},
			{"choisir", "sélectionner"},
			{"selectionner", "choisir"},
			{"colis", "paquet"},
			{"recevez", "obtenez"},
			{"gratuitement", "sans frais"},
			{"sans frais", "gratuitement"},
			{"afin de", "pour"},
			{"lorsque", "quand"},
			{"sous reserve de", "à condition de"},
			{"renvoyer", "retourner"},
			{"renvoyez", "retournez"},
			{"tout de suite", "immédiatement"},
			{"immediatement", "tout de suite"},
			{"au minimum", "au moins"},
			{"au moins", "au minimum"},
			{"e mail", "courriel"},
			{"environ", "à peu près"},
			{"sauf", "hormis"},
			{"effacer", "supprimer"},
			{"par courrier electronique", "par e-mail"},
		},
		brandOpening: "Chez {brand}, ",
		greeting:     "Bonjour",
		seeDetails:   []string{"Les détails sont ici", "En savoir plus", "Le suivi est ici"},
	}
}
