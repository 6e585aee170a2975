/** Where somebody is or lives: coordinates in their many spellings, network addresses, and addresses as letters carry them. */
import { isIP } from 'node:net';
import type { Fit } from './finding.ts';

const wkt = /^(?:SRID=\d+;)?\s*(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\s*(?:Z|M|ZM)?\s*\(+\s*-?\d/i;
const pair = /^[([{]?\s*(-?\d{1,3}\.\d{3,})\s*°?\s*[,;/ ]\s*(-?\d{1,3}\.\d{3,})\s*°?\s*[)\]}]?$/;
/** `37.5665N, 126.9780E`, `N 37° 33.99' E 126° 58.68'`, `geo:37.5665,126.9780` (RFC 5870), with a height behind (KML), `lat: 37.5665, lng: 126.9780`. */
const lettered =
  /^(?:\d{1,3}\.\d{2,}\s*°?\s*[NS][,;/ ]*\d{1,3}\.\d{2,}\s*°?\s*[EW]|[NS]\s*\d{1,3}[°.]\s*[\d.]+\s*[′']?[,;/ ]*[EW]\s*\d{1,3}[°.]\s*[\d.]+\s*[′']?|geo:-?\d{1,2}\.\d+,-?\d{1,3}\.\d+\S*|-?\d{1,3}\.\d{3,},\s*-?\d{1,3}\.\d{3,},\s*-?\d+(?:\.\d+)?|lat(?:itude)?\s*[:=]\s*-?\d{1,2}\.\d+[,;&/ ]+(?:lon|lng|long|longitude)\s*[:=]\s*-?\d{1,3}\.\d+)$/i;
const sexagesimal = /^\d{1,3}\s*°\s*\d{1,2}\s*[′']\s*\d{1,2}(?:\.\d+)?\s*(?:[″"]|'')?\s*[NSEW]/i;
const plusCode = /^[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}$/;
const geohash = /^[0-9b-hjkmnp-z]{6,12}$/;
/** Half of a pair that stands in a text: at least some 100 m. */
const degree = /^-?\d{1,3}\.\d{3,}$/;
const geoJson = /^\s*\{[^]*"type"\s*:\s*"(?:Multi)?(?:Point|LineString|Polygon)"[^]*"coordinates"/;
const latLonJson =
  /^\s*\{[^{}]*"(?:lat|latitude|y)"\s*:\s*"?-?\d[^{}]*"(?:lon|lng|long|longitude|x)"\s*:\s*"?-?\d[^{}]*\}\s*$/i;

export function fitLocation(text: string): Fit {
  const numbers = pair.exec(text);
  if (numbers !== null) return isPair(Number(numbers[1]), Number(numbers[2])) ? 'strict' : null;
  if (lettered.test(text) || wkt.test(text) || sexagesimal.test(text) || plusCode.test(text) || isBinary(text))
    return 'strict';
  if (geoJson.test(text) || latLonJson.test(text)) return 'strict';
  if (degree.test(text)) return Math.abs(Number(text)) <= 180 ? 'loose' : null;
  return geohash.test(text) && /\d/.test(text) && /[a-z]/.test(text) ? 'loose' : null;
}

/** Latitude and longitude, either way round. */
function isPair(one: number, other: number): boolean {
  const [a, b] = [Math.abs(one), Math.abs(other)];
  return a <= 180 && b <= 180 && Math.min(a, b) <= 90;
}

/** Hex of EWKB (OGC 06-103r4 with PostGIS' SRID flag) or of the CLR form that SQL Server gives a geography point. */
function isBinary(text: string): boolean {
  const hex = text.replace(/^(?:\\x|0x)/i, '').toUpperCase();
  if (!/^(?:[\dA-F]{2}){15,}$/.test(hex)) return false;
  if (/^01(?:0[1-7]|E[89A-F])(?:000000|030000|0000[2468ACE]0)/.test(hex) && hex.length >= 42) return true;
  if (/^00[02468ACE]000000[1-7]/.test(hex) && hex.length >= 42) return true;
  return /^[\dA-F]{4}0000010C[\dA-F]{32}$/.test(hex);
}

/** Four small numbers are a version as well: three of four networks have a larger one in the first place alone. */
const mayBeVersion = (host: string): boolean =>
  /^\d+(?:\.(?:\d+|\*)){3}$/.test(host) && host.split('.').every((part) => part === '*' || Number(part) < 64);

/** `203.0.113.*`: as lists of whom to keep out have it. */
const network = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){1,3}\*(?:\.\*)*$/;

export function fitIp(text: string): Fit {
  if (text.length <= 4) return null;
  if (network.test(text) && text.split('.').length === 4) return mayBeVersion(text) ? 'loose' : 'strict';
  // `X-Forwarded-For` is a list, and a log adds the port.
  const hosts = text.split(',').map((one) => one.trim().replace(/^\[(.+)\]:\d{1,5}$|^([\d.]+):\d{1,5}$/, '$1$2'));
  if (hosts.every((host) => isIP(host.replace(/\/(?:32|128)$/, '')) > 0))
    return hosts.every(mayBeVersion) ? 'loose' : 'strict';
  return isIP(text.split('/')[0] ?? '') > 0 ? 'loose' : null;
}

/** A road or lot address of Korea: a region, then a street or a quarter with a number. */
const koreanAddress =
  /^(?:\(?\d{5}\)?\s*)?(?:[가-힣]{2,6}(?:특별자치시|특별자치도|특별시|광역시|도|시)|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)\s+\S*[가-힣]+(?:시|군|구|읍|면|동|로|길)\s*.*\d/;
const koreanRest = /\d+\s*(?:동|호|층|번지)|[가-힣\d]+(?:로|길)\s*\d+|아파트|빌라|오피스텔/;
/** The flat in its block, as the second line of a Korean address has it alone. */
const koreanFlat = /^[가-힣A-Za-z\d ]{0,20}?\d{1,4}동\s*\d{1,4}호$/;
/** The house's number, up to four words and a suffix of USPS Publication 28, appendix C1. */
const american =
  /^\d{1,6}[A-Z]? (?:[\p{Lu}\d][\p{L}\d.'’-]* ){1,4}(?:Alley|Branch|Bridge|Brooks?|Burgs?|Bypass|Camp|Canyon|Cape|Causeway|Center|Circles?|Cliffs?|Common|Corners?|Course|Courts?|Coves?|Creek|Crescent|Crest|Crossing|Crossroad|Curve|Dale|Divide|Estates?|Expressway|Extensions?|Falls|Ferry|Fields?|Flats?|Fords?|Forest|Forges?|Forks?|Fort|Freeway|Gardens?|Gateway|Glens?|Greens?|Groves?|Harbors?|Haven|Heights|Hills?|Hollow|Inlet|Islands?|Isle|Junctions?|Keys?|Knolls?|Lakes?|Landing|Locks?|Lodge|Mall|Manors?|Meadows?|Mews|Mills?|Mission|Motorway|Mountains?|Neck|Orchard|Oval|Overpass|Parks?|Pass|Passage|Path|Pike|Pines?|Plains?|Points?|Ports?|Prairie|Ramp|Ranch|Rapids?|Rest|Ridges?|River|Route|Row|Run|Shoals?|Shores?|Skyway|Springs?|Spurs?|Station|Stream|Summit|Throughway|Trace|Track|Trafficway|Trail|Tunnel|Turnpike|Underpass|Unions?|Valleys?|Via|Viaduct|Views?|Villages?|Ville|Vista|Walks?|Wells?)(?=$|[\s,#])/u;
const street =
  /(?:^|\s)(?:st|street|ave|avenue|av|rd|road|dr|drive|ln|lane|blvd|boulevard|ct|court|cir|circle|pl|place|way|pkwy|parkway|hwy|highway|loop|terrace|apt|suite|strasse|straße|platz|rue|calle|via|rua|plaza|square|sq|p\.? ?o\.? box|marg|nagar|salai|sector|colony|h\.? ?no)\.?(?=$|[\s,#])|(?:straße|strasse|str\.|weg|gasse|allee)(?=$|[\s,])/iu;

export function fitAddress(text: string): Fit {
  if (text.length > 250 || text.includes('@') || /^https?:/.test(text)) return null;
  if (koreanAddress.test(text) || koreanFlat.test(text) || american.test(text)) return 'strict';
  if (street.test(text) && /\d/.test(text) && /\p{L}{2}/u.test(text)) return 'strict';
  if (koreanRest.test(text)) return 'loose';
  return /\p{L}{2}/u.test(text) && text.split(/\s+/).length <= 16 ? 'loose' : null;
}
