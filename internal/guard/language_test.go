package guard

import "testing"

func TestLanguageOfSentences(t *testing.T) {
	const page = "The line \"Frais de mise en service\" is the set-up fee. Choose Ouvrir un compte in the menu."
	const pageFR = "Le bouton Sign in with your phone ouvre le menu « Settings »."
	hold(t, "language", []spokenCase{
		{en, page, "La lampe est bleue.", true},
		{en, page, "The lamp is blue. Elle est livrée dans une boîte.", true},
		{en, page, "Das ist die Gebühr für den Anschluss und sie wird nicht erstattet.", true},
		{en, page, "La opción está en el menú de la aplicación para los clientes.", true},
		{en, page, "L'opzione non è nel menu della app, ma nelle impostazioni per gli utenti.", true},
		{en, page, "De lamp is blauw en wordt met de post naar uw huis verzonden, niet van de winkel.", true},
		{en, page, "Лампа синяя.", true},
		{fr, pageFR, "The lamp is blue and it is yours.", true},
		{fr, pageFR, "La lampe est bleue. You can return it within 30 days.", true},
		{fr, pageFR, "La opción se ajusta en la aplicación, en el menú.", true},
		{fr, pageFR, "灯是蓝色的。", true},

		{en, page, "The lamp is blue.", false},
		{en, page, "\"Frais de mise en service\" is the set-up fee.", false},
		{en, page, "Choose Ouvrir un compte in the menu.", false},
		{en, page, "The café in Besançon sells crème brûlée.", false},
		{en, page, "Settings > Data > Export", false},
		{en, page, "The resistor has 47 kΩ at 5 µA.", false},
		{en, page, "José Núñez wrote the page.", false},
		{fr, pageFR, "La lampe est bleue.", false},
		{fr, pageFR, "Touchez Sign in with your phone.", false},
		{fr, pageFR, "Ouvrez « Settings », puis « Sign in with your account ».", false},
		{fr, pageFR, "Le pack Family Sharing est inclus.", false},
		{fr, pageFR, "Wi-Fi 6, Bluetooth 5.3, USB-C.", false},
	})
}
