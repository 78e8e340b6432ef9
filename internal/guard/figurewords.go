package guard

// cardinalWords are the number words from two on, in both languages.
var cardinalWords = map[string]float64{
	"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
	"thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
	"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
	"treize": 13, "quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
	"soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
}

// ordinalWords are the ordinals in words; "first" counts nothing that could be checked.
var ordinalWords = map[string]float64{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10,
	"premier": 1, "premiere": 1, "seconde": 2, "deuxieme": 2, "troisieme": 3, "quatrieme": 4, "cinquieme": 5, "sixieme": 6,
	"septieme": 7, "huitieme": 8, "neuvieme": 9, "dixieme": 10,
}

// unitWords are the units of time, money, share, size and weight.
var unitWords = unitTable(map[string]unit{
	"second seconds sec secs seconde secondes":     {name: "minute", factor: 1. / 60},
	"minute minutes min mins":                      {name: "minute", factor: 1},
	"hour hours hr hrs h heure heures":             {name: "minute", factor: 60},
	"day days jour jours":                          {name: "minute", factor: 24 * 60},
	"night nights nuit nuits":                      {name: "night", factor: 1},
	"week weeks semaine semaines":                  {name: "minute", factor: 7 * 24 * 60},
	"month months mois":                            {name: "month", factor: 1},
	"quarter quarters trimestre trimestres":        {name: "month", factor: 3},
	"year years yr yrs an ans annee annees":        {name: "month", factor: 12, also: []unit{{name: "minute", factor: 365 * 24 * 60}}},
	"euro euros eur":                               {name: "€", factor: 1},
	"dollar dollars usd":                           {name: "$", factor: 1},
	"pound pounds gbp":                             {name: "£", factor: 1},
	"yen jpy":                                      {name: "¥", factor: 1},
	"chf francs":                                   {name: "chf", factor: 1},
	"cents centimes":                               {name: "€", factor: .01, also: []unit{{name: "$", factor: .01}}},
	"pence p":                                      {name: "£", factor: .01},
	"percent pourcent":                             {name: "%", factor: 1},
	"kb ko kilobytes kilooctets":                   {name: "byte", factor: 1e3},
	"mb mo megabytes megaoctets":                   {name: "byte", factor: 1e6},
	"gb go gigabytes gigabyte gigaoctets giga":     {name: "byte", factor: 1e9},
	"tb to terabytes terabyte teraoctets":          {name: "byte", factor: 1e12},
	"g gram grams gramme grammes":                  {name: "gram", factor: 1},
	"kg kilo kilos kilograms kilogram kilogrammes": {name: "gram", factor: 1000},
	"mm millimetres millimeters":                   {name: "metre", factor: .001},
	"cm centimetres centimeters":                   {name: "metre", factor: .01},
	"metre metres meter meters":                    {name: "metre", factor: 1},
	"km kilometre kilometres kilometers":           {name: "metre", factor: 1000},
	"ml millilitres":                               {name: "litre", factor: .001},
	"litre litres liter liters l":                  {name: "litre", factor: 1},
})

func unitTable(groups map[string]unit) map[string]unit {
	table := map[string]unit{}
	for words, u := range groups {
		for word := range setOf(words) {
			table[word] = u
		}
	}
	return table
}

// monthNames gives the months of both languages, in full and cut short.
var monthNames = map[string]int{
	"january": 1, "jan": 1, "janvier": 1, "janv": 1, "february": 2, "feb": 2, "fevrier": 2, "fevr": 2, "fev": 2, "march": 3, "mars": 3,
	"april": 4, "apr": 4, "avril": 4, "avr": 4, "may": 5, "mai": 5, "june": 6, "jun": 6, "juin": 6, "july": 7, "jul": 7, "juillet": 7,
	"juil": 7, "august": 8, "aug": 8, "aout": 8, "september": 9, "sept": 9, "sep": 9, "septembre": 9, "october": 10, "oct": 10,
	"octobre": 10, "november": 11, "nov": 11, "novembre": 11, "december": 12, "dec": 12, "decembre": 12,
}

// weekdayNames gives the days of the week as time.Weekday counts them.
var weekdayNames = map[string]int{
	"sunday": 0, "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6,
	"dimanche": 0, "lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6,
}

// figureStarts are the words with which a figure can begin that does not begin with a digit.
var figureStarts = func() map[string]struct{} {
	all := setOf(`half demi quarter quart three trois fortnight fortnights noon midi midnight minuit one une un a an
		free gratuit gratuite gratuits gratuites gratuitement gratis complimentary sans no without`)
	for _, numbers := range []map[string]float64{cardinalWords, ordinalWords} {
		for w := range numbers {
			all[w] = struct{}{}
		}
	}
	for _, days := range []map[string]int{monthNames, weekdayNames} {
		for w := range days {
			all[w] = struct{}{}
		}
	}
	return all
}()
