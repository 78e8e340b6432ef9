package ui

import "github.com/vigie-desk/vigie/internal/desk"

// frenchFiles fills in what is said of files in messages.
func (w *Words) frenchFiles() {
	w.Files = FileWords{
		Add: "Joindre des fichiers", Hint: "Images, PDF ou texte brut\u00a0; %d fichiers au plus, de %s chacun.", List: "Fichiers à envoyer", Remove: "Retirer %s",
		Waits: "Un fichier est encore en cours d'envoi. Réessayez dans un instant.", Lost: "La connexion est coupée. Le fichier n'a pas été reçu\u00a0: ajoutez-le de nouveau.", Sent: "Fichiers", Unsent: "Rien n'a encore été envoyé.",
		Refused: "Rien n'a été envoyé\u00a0: un fichier n'a pas été accepté. Images, PDF et texte brut le sont, jusqu'à 5\u00a0Mo chacun\u00a0; le nom doit correspondre au contenu. Votre texte et vos fichiers sont encore ici.",
		Gone:    "Rien n'a été envoyé\u00a0: vos fichiers n'ont pas survécu au rechargement de la page. Votre texte est encore ici\u00a0: ajoutez de nouveau les fichiers.",
		Types: map[string]string{
			"image/png": "Image PNG", "image/jpeg": "Image JPEG", "image/gif": "Image GIF", "image/webp": "Image WebP", "application/pdf": "PDF", "text/plain": "Texte",
		},
		Faults: map[desk.FileFault]string{
			desk.FileEmpty:  "«\u00a0%s\u00a0» est vide. Choisissez un fichier qui a un contenu.",
			desk.FileLarge:  "«\u00a0%s\u00a0» est trop lourd. Un fichier peut faire %s\u00a0: allégez-le, ou envoyez un lien.",
			desk.FileType:   "Le type de «\u00a0%s\u00a0» n'est pas accepté ici. Envoyez une image (PNG, JPEG, GIF, WebP), un PDF ou du texte brut.",
			desk.FileName:   "Le nom de «\u00a0%s\u00a0» ne correspond pas à son contenu. Enregistrez de nouveau le fichier sous son vrai type.",
			desk.FileMarkup: "«\u00a0%s\u00a0» est une page web ou contient du HTML, ce qui n'est pas accepté ici. Envoyez-en une image ou un PDF.",
			desk.FilePixels: "L'image «\u00a0%s\u00a0» dépasse 40 millions de pixels. Réduisez-la.",
			desk.FileBroken: "L'image «\u00a0%s\u00a0» est illisible. Enregistrez-la de nouveau, ou envoyez-en une autre.",
			desk.FileMany:   "Un message accepte %d fichiers au plus. Envoyez les autres avec le suivant.",
			desk.FileRoom:   "Cette conversation contient déjà autant de fichiers que possible. Envoyez plutôt un lien.",
			desk.FileDay:    "Nous ne pouvons plus recevoir de fichiers aujourd'hui. Envoyez votre message maintenant et le fichier demain.",
			desk.FileGone:   "Un fichier a attendu trop longtemps ou a déjà été envoyé. Ajoutez-le de nouveau.",
			desk.FileNote:   "Une note ne porte pas de fichiers. Retirez-les.",
			desk.FileBusy:   "Trop de fichiers arrivent en même temps. Renvoyez le vôtre dans un instant.",
		},
		Bytes: "o", KB: "Ko", MB: "Mo",
	}
	w.Reasons[desk.FileSent] = "un fichier sans question écrite"
}
