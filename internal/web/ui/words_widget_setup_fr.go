package ui

// frenchSetup fills in the page on which the chat on other sites is set up.
func (w *Words) frenchSetup() {
	w.Setup = SetupWords{ //nolint:gosec // words about a secret, none of them one
		Title: "Chat sur votre site", Says: "Une seule ligne place le chat sur vos pages. C'est le même assistant, sous la même surveillance, que sur la page du chat.",
		Saved: "Enregistré. Les pages ouvertes l'appliquent en une minute.", Save: "Enregistrer",
		Tag: "La ligne à placer sur vos pages", TagSays: "Placez-la où vous voulez dans la page, par exemple à la fin de l'en-tête.",
		Policy: "Si votre site a une politique de sécurité du contenu (CSP)", PolicySays: "Ajoutez ce serveur à ces deux directives. Rien d'autre n'est nécessaire\u00a0: ni style, ni cadre, ni script en ligne.",
		Direct:  "La page du chat, pour les navigateurs sans scripts",
		Origins: "Sites autorisés", OriginsHint: "Un par ligne, avec https:// et sans chemin. Les autres sites sont refusés, et leur console le dit.",
		Brand: "Nom", BrandHint: "Les clients le lisent en haut du chat.",
		Accent: "Couleur", AccentHint: "Du bouton et de l'en-tête. Le texte y devient noir ou blanc, selon ce qui reste lisible.",
		Position: "Emplacement", Right: "En bas à droite", Left: "En bas à gauche",
		Greeting: "Accueil (%s)", GreetingHint: "Facultatif. Il figure dans le chat encore vide. Que l'on écrit à une IA est toujours dit, en mots fixes.",
		BadBrand: "Donnez un nom de 1 à 80 caractères.", BadAccent: "Donnez une couleur sous la forme #rrvvbb.", BadPosition: "Choisissez en bas à droite ou en bas à gauche.",
		BadGreeting: "Un accueil a au plus 200 caractères.",
		BadOrigin:   "«\u00a0%s\u00a0» n'est pas l'adresse d'un site\u00a0: écrivez https:// et l'hôte, comme https://www.exemple.fr, sans chemin, 50 au plus.",
		Secret:      "Afficher le secret d'identité", SecretSays: "Pour votre serveur seulement, jamais pour une page. Ce sont 32 octets écrits en hexadécimal\u00a0: décodez-les avant de vous en servir comme clé. Qui le détient peut parler au nom de chaque client.",
		Identity:     "Les clients connectés à votre site",
		IdentitySays: "Ajoutez data-customer avec votre identifiant du client et data-hmac avec son HMAC-SHA256 en hexadécimal, calculé sur votre serveur avec le secret d'identité du bureau\u00a0; de même data-name, data-email et data-attributes.",
	}
}
