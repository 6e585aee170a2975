/**
 * Hangul names in Latin letters. Given names follow the Revised Romanization of Korean (Ministry of Culture, notice 2000-8): syllable by
 * syllable, joined by a hyphen, sounds between syllables unchanged. Surnames and a few syllables take the spelling that people use.
 */

const INITIAL = ['g', 'kk', 'n', 'd', 'tt', 'r', 'm', 'b', 'pp', 's', 'ss', '', 'j', 'jj', 'ch', 'k', 't', 'p', 'h'];
// biome-ignore format: the 21 vowels in Unicode's order
const VOWEL = ['a', 'ae', 'ya', 'yae', 'eo', 'e', 'yeo', 'ye', 'o', 'wa', 'wae', 'oe', 'yo', 'u', 'wo', 'we', 'wi', 'yu', 'eu', 'ui', 'i'];
// biome-ignore format: the 28 finals in Unicode's order, none first
const FINAL = ['', 'k', 'k', 'k', 'n', 'n', 'n', 't', 'l', 'k', 'm', 'l', 'l', 'l', 'p', 'l', 'm', 'p', 'p', 't', 't', 'ng', 't', 't', 'k', 't', 'p', 't'];

const USUAL = new Map([
  ['우', 'woo'],
  ['희', 'hee'],
  ['현', 'hyun'],
  ['영', 'young'],
]);

/** `하늘` → `Ha-neul`. Throws a RangeError (without the value) where a character is no Hangul syllable. */
export function romaniseGiven(hangul: string): string {
  return capital(
    Array.from(hangul)
      .map((syllable) => USUAL.get(syllable) ?? romaniseSyllable(syllable))
      .join('-'),
  );
}

/** One precomposed Hangul syllable (U+AC00 to U+D7A3), lower case. */
export function romaniseSyllable(syllable: string): string {
  const index = (syllable.codePointAt(0) ?? 0) - 0xac00;
  if (index < 0 || index > 0x2ba3) throw new RangeError('not a Hangul syllable');
  return `${INITIAL[Math.floor(index / 588)]}${VOWEL[Math.floor((index % 588) / 28)]}${FINAL[index % 28]}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
