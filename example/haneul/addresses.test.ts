import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawAddress, drawLocation, drawPostalCode } from './addresses.ts';
import { dice } from './dice.ts';
import { PLACES } from './places.ts';

type Point = readonly [latitude: number, longitude: number];

/** Rough outlines, some kilometres out to sea and south of the military demarcation line. */
const MAINLAND: readonly Point[] = [
  [38.62, 128.37],
  [37.75, 129.02],
  [37.05, 129.45],
  [36.1, 129.62],
  [35.45, 129.48],
  [35.05, 129.22],
  [34.65, 128.75],
  [34.5, 127.75],
  [34.25, 126.55],
  [34.6, 126.05],
  [35.6, 126.35],
  [36.7, 126.05],
  [37.3, 126.4],
  [37.8, 126.35],
  [38.0, 126.75],
  [38.3, 127.1],
  [38.35, 127.9],
];
const JEJU: readonly Point[] = [
  [33.53, 126.3],
  [33.58, 126.75],
  [33.5, 126.96],
  [33.22, 126.6],
  [33.18, 126.25],
  [33.3, 126.13],
];

test('drawLocation puts each point in Korea, near the middle of its district', () => {
  const throws = dice(11);
  for (const place of PLACES) {
    for (let i = 0; i < 40; i++) {
      const text = drawLocation(throws, place);
      assert.match(text, /^3[3-8]\.\d{4},12[5-9]\.\d{4}$/);
      const point = text.split(',').map(Number) as unknown as Point;
      assert.ok(inside(point, MAINLAND) || inside(point, JEJU), `${place.region} ${place.district}: ${text}`);
      assert.ok(kilometres(point, place.at) <= place.around + 0.02, `${place.district}: too far`);
    }
  }
});

test('drawAddress writes region, district, road, number, block and flat', () => {
  const throws = dice(12);
  for (const place of PLACES) {
    for (let i = 0; i < 20; i++) {
      const address = drawAddress(throws, place);
      assert.ok(address.startsWith(`${place.region} ${place.district}`.trimEnd()));
      assert.match(address, /(로|대로|\d+(번?길)) \d+(-\d+)?(, (\d{3}동 )?\d{3,4}호)?$/);
    }
  }
});

test('drawPostalCode gives five digits of the district', () => {
  const throws = dice(13);
  for (const place of PLACES) {
    const code = drawPostalCode(throws, place);
    assert.match(code, /^\d{5}$/);
    assert.ok(Number(code) >= place.postal[0] && Number(code) <= place.postal[1]);
  }
});

test('PLACES shares no postal code between two districts and covers all seventeen regions', () => {
  const ranges = PLACES.map((place) => place.postal).toSorted((a, b) => a[0] - b[0]);
  ranges.forEach(([from, to], i) => assert.ok(from < to && to < (ranges[i + 1]?.[0] ?? Infinity), `from ${from}`));
  assert.equal(new Set(PLACES.map((place) => place.region)).size, 17);
});

/** Ray casting: an odd number of edges lies to the east of a point inside. */
function inside([y, x]: Point, outline: readonly Point[]): boolean {
  return outline.reduce((odd, [y1, x1], i) => {
    const [y2, x2] = outline[(i + 1) % outline.length]!;
    return y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1 ? !odd : odd;
  }, false);
}

/** On a plane around the second point: exact enough below 10 km. */
function kilometres([y1, x1]: Point, [y2, x2]: Point): number {
  return 111.32 * Math.hypot(y1 - y2, (x1 - x2) * Math.cos((y2 * Math.PI) / 180));
}
