package guard

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vigie-desk/vigie/internal/analysis"
)

func figuresOf(text string) []figure {
	return figuresIn(text, analysis.Tokens(text), []rune(text))
}

func TestFiguresThatAreTheSame(t *testing.T) {
	for _, pair := range [][2]string{
		{"1 000 €", "€1,000"},
		{"1.000,50 €", "€1,000.50"},
		{"10 000 GBP", "£10,000"},
		{"5,90 EUR", "5,90 €"},
		{"4.95 pounds", "£4.95"},
		{"fourteen days", "14 days"},
		{"quatorze jours", "14 jours"},
		{"two weeks", "14 days"},
		{"24 hours", "one day"},
		{"12 months", "1 year"},
		{"72 hours", "three days"},
		{"fifty per cent", "50%"},
		{"25 pour cent", "25 %"},
		{"500 gigabytes", "500 GB"},
		{"80 gigaoctets", "80 Go"},
		{"twenty-five users", "25 users"},
		{"two hundred and fifty users", "250 users"},
		{"quatre-vingt-dix-sept euros", "97 €"},
		{"soixante et onze jours", "71 jours"},
		{"quatre-vingts jours", "80 jours"},
		{"mille deux cents euros", "1 200 €"},
		{"13 December 2026", "December 13, 2026"},
		{"13/12/2026", "2026-12-13"},
		{"le 19 déc. 2026", "19 décembre 2026"},
		{"Monday, 4 January 2027", "4 January 2027"},
		{"lundi 11 janvier 2027", "11 janvier 2027"},
		{"the 13th of December", "December 13"},
		{"1er mars", "1 mars"},
		{"at 5 pm", "at 17:00"},
		{"à 17 h", "à 17h00"},
		{"8 h 30", "8:30"},
		{"9.00 am", "9:00"},
		{"noon", "12:00"},
		{"an hour and a half", "90 minutes"},
		{"une heure et demie", "90 minutes"},
		{"half an hour", "30 minutes"},
		{"trois quarts d'heure", "45 minutes"},
		{"un an et demi", "18 mois"},
		{"30-day", "30 days"},
		{"1.5 kg", "1500 g"},
		{"free of charge", "€0"},
		{"gratuit", "0 €"},
		{"half a dozen eggs", "6 eggs"},
		{"3 million users", "3,000,000 users"},
		{"1 To", "1000 Go"},
		{"5 business days", "five working days"},
		{"20 novembre", "le 20 novembre 2026"},
	} {
		a, b := figuresOf(pair[0]), figuresOf(pair[1])
		if len(a) == 0 || len(b) == 0 || !a[0].same(b[0]) {
			t.Errorf("%q and %q: %v and %v", pair[0], pair[1], a, b)
		}
	}
}

func TestFiguresThatDiffer(t *testing.T) {
	for _, pair := range [][2]string{
		{"5 business days", "5 days"},
		{"jours ouvrés", "5 jours"},
		{"5 jours ouvrés", "5 jours ouvrables"},
		{"une quinzaine de jours", "15 jours"},
		{"€5", "£5"},
		{"5 %", "5 €"},
		{"30 days", "1 month"},
		{"14 January 2027", "4 January 2027"},
		{"22 March 2027", "22 May 2027"},
		{"Tuesday, 4 January 2027", "4 January 2027"},
		{"4.95 pounds", "£9.45"},
		{"5 pm", "5 am"},
		{"1er janvier 2027", "11 janvier 2027"},
		{"150 €", "1 500 €"},
		{"3 weeks", "3 days"},
		{"4 January 2027", "4 January 2026"},
		{"fifteen users", "50 users"},
	} {
		a, b := figuresOf(pair[0]), figuresOf(pair[1])
		if len(a) > 0 && len(b) > 0 && a[0].same(b[0]) {
			t.Errorf("%q and %q are taken for the same: %v and %v", pair[0], pair[1], a, b)
		}
	}
}

func TestFiguresRead(t *testing.T) {
	for text, want := range map[string]string{
		"30 to 59 minutes": "30min 59min", "on 25 and 26 December": "date1225 date1226", "2 à 4 jours ouvrés": "2wd 4wd", "1. Open the box": "", "12. Wait 5 minutes": "5min",
		"call 020 7946 0117 now": "", "the two of them": "", "one of them": "", "feel free to ask": "", "Settings > Free": "", "You may 5 times": "5",
		"les 2 jours ouvrés, contre 3 pour la Lettre": "2wd 3wd", "24 hours a day": "24h", "€6 per day": "6€", "limited to 5 users": "5",
	} {
		var got []string
		for _, f := range figuresOf(text) {
			m := f.any[0]
			switch m.unit {
			case "minute":
				if m.value == 24*60 && strings.Contains(text, "24 hours") {
					got = append(got, "24h")
					continue
				}
				got = append(got, fmt.Sprint(m.value, "min"))
			case "working day":
				got = append(got, fmt.Sprint(m.value, "wd"))
			case "date":
				got = append(got, fmt.Sprint("date", m.value))
			default:
				got = append(got, fmt.Sprint(m.value)+m.unit)
			}
		}
		if strings.ReplaceAll(strings.Join(got, " "), " min", "min") != want && strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

func TestBounds(t *testing.T) {
	for text, want := range map[string]bound{
		"up to 10 users": atMost, "at least 10 users": atLeast, "10 users or more": atLeast, "£50 at most": atMost, "jusqu'à 300 €": atMost, "au moins 3 jours avant": atLeast,
		"12 utilisateurs au plus": atMost, "12 utilisateurs ou davantage": atLeast, "plafonné à 1 500 € par jour": atMost, "no more than two per adult": atMost, "no later than 5 days before the collection": atLeast,
		"d'au moins 25 €": atLeast, "25 € au maximum": atMost, "about 5 days": about, "5 days": unbound, "dans la limite de 300 €": atMost, "from 120 minutes": atLeast, "starts at 10 users": atLeast,
		"5 objets au maximum": atMost, "n'excède pas 5 kg": atMost, "moins de 16 ans": atMost, "plus de deux nuits": atLeast, "pas plus de deux nuits": atMost, "limited to 5 users": atMost,
	} {
		f := figuresOf(text)
		if len(f) == 0 || f[0].bound != want {
			t.Errorf("%q: %+v, want %v", text, f, want)
		}
	}
}
