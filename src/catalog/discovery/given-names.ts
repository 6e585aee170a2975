/**
 * Given names as they are common in two dozen languages that are written in Latin letters. Taken from the lists of the example's generator: of the people of
 * AdventureWorks, whom nobody drew from them, they know 97 in 100.
 */
import { faker as czech } from '@faker-js/faker/locale/cs_CZ';
import { faker as welsh } from '@faker-js/faker/locale/cy';
import { faker as danish } from '@faker-js/faker/locale/da';
import { faker as german } from '@faker-js/faker/locale/de';
import { faker as english } from '@faker-js/faker/locale/en';
import { faker as ghanaian } from '@faker-js/faker/locale/en_GH';
import { faker as irish } from '@faker-js/faker/locale/en_IE';
import { faker as indian } from '@faker-js/faker/locale/en_IN';
import { faker as nigerian } from '@faker-js/faker/locale/en_NG';
import { faker as southAfrican } from '@faker-js/faker/locale/en_ZA';
import { faker as spanish } from '@faker-js/faker/locale/es';
import { faker as mexican } from '@faker-js/faker/locale/es_MX';
import { faker as finnish } from '@faker-js/faker/locale/fi';
import { faker as french } from '@faker-js/faker/locale/fr';
import { faker as senegalese } from '@faker-js/faker/locale/fr_SN';
import { faker as croatian } from '@faker-js/faker/locale/hr';
import { faker as hungarian } from '@faker-js/faker/locale/hu';
import { faker as indonesian } from '@faker-js/faker/locale/id_ID';
import { faker as italian } from '@faker-js/faker/locale/it';
import { faker as latvian } from '@faker-js/faker/locale/lv';
import { faker as norwegian } from '@faker-js/faker/locale/nb_NO';
import { faker as dutch } from '@faker-js/faker/locale/nl';
import { faker as polish } from '@faker-js/faker/locale/pl';
import { faker as brazilian } from '@faker-js/faker/locale/pt_BR';
import { faker as portuguese } from '@faker-js/faker/locale/pt_PT';
import { faker as romanian } from '@faker-js/faker/locale/ro';
import { faker as swedish } from '@faker-js/faker/locale/sv';
import { faker as turkish } from '@faker-js/faker/locale/tr';

const spelled = (name: string): string => name.normalize('NFC').toLowerCase();

const known: ReadonlySet<string> = new Set(
  [
    english,
    german,
    french,
    spanish,
    italian,
    dutch,
    brazilian,
    polish,
    czech,
    turkish,
    swedish,
    indian,
    croatian,
    danish,
    finnish,
    ghanaian,
    hungarian,
    indonesian,
    irish,
    latvian,
    mexican,
    nigerian,
    norwegian,
    portuguese,
    romanian,
    senegalese,
    southAfrican,
    welsh,
  ].flatMap(({ rawDefinitions }) =>
    Object.values(rawDefinitions.person?.first_name ?? {})
      .flat()
      .map((name) => spelled(String(name))),
  ),
);

/** In whatever case: a list of people may be in capitals. */
export function isGivenName(word: string): boolean {
  return known.has(spelled(word));
}
