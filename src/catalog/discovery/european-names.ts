/**
 * The names of columns that houses in Germany, France, Spain, Italy, the Netherlands, Portugal and Brazil write in their own language, over the words of a
 * name joined by `_`, without accents.
 */
import type { Pattern } from './name-pattern.ts';

export const europeanNames: readonly Pattern[] = [
  {
    finding: 'name',
    strong:
      /_(?:vorname|nachname|familienname|geburtsname|kundenname|mitarbeitername|empfaengername|kontoinhaber|karteninhaber|prenom|nom_(?:complet|client|usage|de_famille|de_naissance)|apellidos?|nombre_(?:completo|cliente)|cognome|nome_(?:completo|cliente)|sobrenome|voornaam|achternaam)(?:_\d)?_$/,
    weak: /^_(?:nom|nombre|nome|naam)_$|_(?:ansprechpartner|inhaber|titulaire(?:_carte|_compte)?|titular|destinataire|persona_contacto)_$/,
  },
  { finding: 'email', strong: /_(?:courriel|correo(?:_electronico)?|e_?mail_?adresse)_$/ },
  {
    finding: 'phone',
    strong:
      /_(?:telefon|telefonnummer|telefono|telefone|telefoon|handy|handynummer|mobilnummer|mobiltelefon|rufnummer|faxnummer|movil|celular|cellulare)(?:_(?:nr|nummer|numero|privat|dienstlich|geschaeftlich|mobil|fijo|fixe|pro|perso|\d))*_$|_tel_(?:privat|fixe|portable|pro)_$/,
    weak: /_(?:mobil|portable)_$/,
  },
  {
    finding: 'address',
    strong:
      /_(?:strasse|strassenname|anschrift|wohnadresse|adresse|adresszusatz|direccion|domicilio|indirizzo|endereco|logradouro|straat|straatnaam)(?:_\d)?_$/,
    weak: /_(?:rue|calle|hausnummer|ort|wohnort|stadt|bundesland|ville|commune|ciudad|localidad|poblacion|provincia|citta|comune|cidade|bairro|woonplaats)_$/,
    against: /_(?:mail|e_?mail|email|ip|web|mac)_(?:adresse|direccion|indirizzo|endereco)_/,
  },
  {
    finding: 'birth_date',
    strong:
      /_(?:geburts_?(?:datum|tag|jahr)|geb_?(?:datum|dat|tag|jahr)|(?:date_)?(?:de_)?naissance|fecha_(?:de_)?nacimiento|data_(?:di_)?nascita|data_(?:de_)?nascimento|geboortedatum)_$/,
    against: /_(?:lieu|ville|pays|lugar|luogo|nom)_/,
  },
  { finding: 'password', strong: /_(?:kennwort|mot_de_passe|mdp|contrasena|wachtwoord|senha)(?:_hash)?_$/ },
  {
    finding: 'card',
    strong: /_(?:kreditkarte|kreditkartennummer|kartennummer|numero_(?:de_)?(?:carte|tarjeta)|num_(?:carte|tarjeta))_$/,
  },
  {
    finding: 'account',
    strong: /_(?:kontonummer|konto_?nr|numero_(?:de_)?(?:compte|cuenta)|cuenta_bancaria|conto_corrente)_$/,
  },
  { finding: 'location', strong: /_(?:breitengrad|laengengrad|latitud|longitud)_$/ },
  {
    finding: 'passport',
    strong:
      /_(?:reisepass|passeport|pasaporte|passaporto|passaporte|(?:num|numero)_(?:de_)?(?:passeport|pasaporte))(?:_?(?:nr|nummer|numero))?_$|_passnummer_$/,
  },
  {
    finding: 'licence',
    strong:
      /_(?:fuehrerschein|fuhrerschein|permis_(?:de_)?conduire|permiso_(?:de_)?conducir|rijbewijs)(?:_?(?:nr|nummer|numero))?_$/,
  },
  {
    finding: 'text',
    weak: /_(?:bemerkung|bemerkungen|notiz|notizen|kommentar|anmerkung|anmerkungen|remarque|remarques|commentaire|observaciones|observacion|comentario|comentarios|opmerking)_$/,
  },
];
