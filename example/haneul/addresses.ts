/** Korean road-name addresses (도로명주소법): region, district, road, building number, then block (동) and flat (호), and a point near by. */
import type { Dice } from './dice.ts';
import type { Place } from './places.ts';

const KM_A_DEGREE = 111.32;

/** `서울특별시 강남구 테헤란로14길 23, 102동 1203호`. One home in seven is no flat in blocks, one in fifteen has no flat number at all. */
export function drawAddress(dice: Dice, place: Place): string {
  return [place.region, place.district, `${drawStreet(dice, place)}${drawDwelling(dice)}`]
    .filter((part) => part !== '')
    .join(' ');
}

/** Five digits, one of the district's. */
export function drawPostalCode(dice: Dice, place: Place): string {
  return String(dice.int(place.postal[0], place.postal[1])).padStart(5, '0');
}

/** `37.5665,126.9780`: latitude and longitude in degrees with four decimals (about 10 m), evenly spread around the place's middle. */
export function drawLocation(dice: Dice, place: Place): string {
  const km = place.around * Math.sqrt(dice.int(0, 1_000_000) / 1_000_000);
  const angle = (dice.int(0, 359_999) / 360_000) * 2 * Math.PI;
  const latitude = place.at[0] + (km * Math.sin(angle)) / KM_A_DEGREE;
  const longitude = place.at[1] + (km * Math.cos(angle)) / (KM_A_DEGREE * Math.cos((place.at[0] * Math.PI) / 180));
  return `${latitude.toFixed(4)},${longitude.toFixed(4)}`;
}

function drawStreet(dice: Dice, place: Place): string {
  const road = dice.pick(place.roads);
  if (place.branch === null || !dice.chance(40)) return `${road} ${dice.int(1, 320)}`;
  const branch = `${road}${dice.int(place.branch === '길' ? 2 : 11, place.branch === '길' ? 68 : 290)}${place.branch}`;
  return `${branch} ${dice.int(3, 58)}${dice.chance(20) ? `-${dice.int(1, 14)}` : ''}`;
}

function drawDwelling(dice: Dice): string {
  const flat = `${dice.int(1, 24)}0${dice.int(1, 6)}호`;
  if (dice.chance(79)) return `, ${dice.int(101, 118)}동 ${flat}`;
  return dice.chance(68) ? `, ${flat}` : '';
}
