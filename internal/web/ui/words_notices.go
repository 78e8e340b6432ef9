package ui

// NoticeWords are those of who was told of an incident. Maps are by the names that rows keep.
type NoticeWords struct {
	Title, None, Address, Again, Tries string // Tries: %d
	Ways, Rungs, States                map[string]string
}

// englishNotices fills them in.
func (w *Words) englishNotices() {
	w.Notices = NoticeWords{
		Title: "Which colleagues were called", None: "Nobody was called: somebody was there at once, or neither mail nor an alert address is set.", Address: "the alert address", Again: "failed; tried again", Tries: "failed tries: %d",
		Ways:   map[string]string{"mail": "by mail", "alert": "by a post"},
		Rungs:  map[string]string{"duty": "on duty", "leads": "leads", "owners": "owners", "every": "everybody, again"},
		States: map[string]string{"queued": "on its way", "delivered": "taken", "failed": "failed for good", "withdrawn": "not sent: somebody saw to it first"},
	}
}

// frenchNotices fills them in.
func (w *Words) frenchNotices() {
	w.Notices = NoticeWords{
		Title: "Quels collègues ont été appelés", None: "Personne n'a été appelé\u00a0: quelqu'un était là aussitôt, ou il n'y a ni courriel ni adresse d'alerte.", Address: "l'adresse d'alerte", Again: "échec\u00a0; nouvel essai", Tries: "essais manqués\u00a0: %d",
		Ways:   map[string]string{"mail": "par e-mail", "alert": "par un envoi"},
		Rungs:  map[string]string{"duty": "de service", "leads": "responsables", "owners": "propriétaires", "every": "tout le monde, à nouveau"},
		States: map[string]string{"queued": "en route", "delivered": "reçu", "failed": "échec définitif", "withdrawn": "pas envoyé\u00a0: quelqu'un s'en occupait déjà"},
	}
}
