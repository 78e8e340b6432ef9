package contradict

import "github.com/vigie-desk/vigie/internal/desk"

// measure is a unit of time or size: its dimension, and how many of the dimension's base it is.
type measure struct {
	unit  string
	name  string
	scale float64
}

// timeUnit knows units of time, folded; the base is the minute. Working days are a dimension of their own.
func timeUnit(folded string) (measure, bool) {
	switch folded {
	case "second", "seconds", "seconde", "secondes", "sec":
		return measure{"time", "second", 1.0 / 60}, true
	case "minute", "minutes", "min":
		return measure{"time", "minute", 1}, true
	case "hour", "hours", "heure", "heures", "hr", "hrs":
		return measure{"time", "hour", 60}, true
	case "day", "days", "jour", "jours":
		return measure{"time", "day", 1440}, true
	case "week", "weeks", "semaine", "semaines":
		return measure{"time", "week", 7 * 1440}, true
	case "month", "months", "mois":
		return measure{"time", "month", 30.4375 * 1440}, true
	case "year", "years", "an", "ans", "annee", "annees":
		return measure{"time", "year", 365.25 * 1440}, true
	}
	return measure{}, false
}

// working tells words that make a day a working one.
func working(folded string) bool {
	switch folded {
	case "business", "working", "weekdays", "ouvre", "ouvres", "ouvrable", "ouvrables":
		return true
	}
	return false
}

// sizeUnit knows units of size, as written: their case matters. "Go" and "To" are French bytes and English verbs.
func sizeUnit(raw string, language desk.Language) (measure, bool) {
	if language == desk.French {
		switch raw {
		case "Ko", "ko":
			raw = "KB"
		case "Mo":
			raw = "MB"
		case "Go":
			raw = "GB"
		case "To":
			raw = "TB"
		}
	}
	switch raw {
	case "KB", "kB", "KiB":
		return measure{"byte", "KB", 1}, true
	case "MB", "Mb", "MiB":
		return measure{"byte", "MB", 1e3}, true
	case "GB", "Gb", "GiB":
		return measure{"byte", "GB", 1e6}, true
	case "TB", "TiB":
		return measure{"byte", "TB", 1e9}, true
	case "mm":
		return measure{"length", "mm", 0.1}, true
	case "cm":
		return measure{"length", "cm", 1}, true
	case "m", "metre", "metres", "mètre", "mètres", "meters":
		return measure{"length", "m", 100}, true
	case "km":
		return measure{"length", "km", 1e5}, true
	case "g":
		return measure{"mass", "g", 1}, true
	case "kg":
		return measure{"mass", "kg", 1e3}, true
	case "litre", "litres", "liter", "liters", "l", "L":
		return measure{"volume", "litre", 1}, true
	case "px", "pixels":
		return measure{"pixel", "px", 1}, true
	case "°C":
		return measure{"temperature", "°C", 1}, true
	}
	return measure{}, false
}

// scale gives how many of the dimension's base the unit of a value is.
func scale(v value) float64 {
	if m, ok := timeUnit(v.fine); ok {
		return m.scale
	}
	if m, ok := sizeUnit(v.fine, desk.English); ok {
		return m.scale
	}
	return 1
}

// currency knows signs and names of money.
func currency(sign string) (string, bool) {
	switch sign {
	case "€", "eur", "euro", "euros":
		return "EUR", true
	case "$", "usd", "dollar", "dollars":
		return "USD", true
	case "£", "gbp", "pound", "pounds":
		return "GBP", true
	case "chf":
		return "CHF", true
	}
	return "", false
}

// month gives the number of a month, folded; 0 for other words.
func month(folded string) int {
	switch folded {
	case "january", "janvier", "jan":
		return 1
	case "february", "fevrier", "feb":
		return 2
	case "march", "mars":
		return 3
	case "april", "avril", "apr":
		return 4
	case "may", "mai":
		return 5
	case "june", "juin":
		return 6
	case "july", "juillet":
		return 7
	case "august", "aout", "aug":
		return 8
	case "september", "septembre", "sept":
		return 9
	case "october", "octobre", "oct":
		return 10
	case "november", "novembre", "nov":
		return 11
	case "december", "decembre", "dec":
		return 12
	}
	return 0
}
