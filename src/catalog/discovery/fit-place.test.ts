import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawAddress, drawLocation } from '../../../example/haneul/addresses.ts';
import { dice } from '../../../example/haneul/dice.ts';
import { PLACE_TABLE } from '../../../example/haneul/places.ts';
import { fitAddress, fitIp, fitLocation } from './fit-place.ts';

test('fitLocation takes coordinates in each of their spellings', () => {
  for (const text of [
    '37.5665,126.9780',
    '(126.9780, 37.5665)',
    '37.5665 126.9780',
    'POINT(126.978 37.5665)',
    'SRID=4326;POINT Z (126.978 37.5665 10)',
    '0101000020E61000002EFF21FDF6BE5F40560E2DB29DC74240',
    '01010000002EFF21FDF6BE5F40560E2DB29DC74240',
    '0020000001000010E6405FBEF6FD21FF2E4042C79DB22D0E56',
    'E6100000010CAE8BFC28BCE4474067A89189898A5EC0',
    '{"type":"Point","coordinates":[126.978,37.5665]}',
    '{"lat": 37.5665, "lng": 126.978}',
    `37°33'59"N 126°58'41"E`,
    '8Q98HX8H+J9',
    '37.5665N, 126.9780E',
    "N 37° 33.99' E 126° 58.68'",
    'geo:37.5665,126.9780;u=35',
    '126.9780,37.5665,12',
    'lat: 37.5665, lng: 126.9780',
  ])
    assert.equal(fitLocation(text), 'strict', text);
  for (const text of ['wydm9qyc', '37.566535', '-122.41942']) assert.equal(fitLocation(text), 'loose', text);
  for (const text of [
    'Seoul',
    '1.5',
    '4.99',
    '1200.1234',
    '200.123,95.456',
    '4.99, 3',
    'POINT OF SALE',
    'abcdefgh',
    '{"a":1}',
  ])
    assert.equal(fitLocation(text), null, text);
});

test('fitIp takes hosts of both families and keeps versions and dates out', () => {
  for (const text of [
    '192.0.2.7',
    '2001:db8::1',
    '::ffff:192.0.2.1',
    '192.0.2.7/32',
    '192.0.2.7:5432',
    '[2001:db8::1]:443',
    '192.0.2.7, 198.51.100.2',
    '203.0.113.*',
    '203.0.*.*',
  ])
    assert.equal(fitIp(text), 'strict', text);
  for (const text of ['192.0.2.0/24', '1.2.3.4', '10.0.0.7', '10.2.*.*']) assert.equal(fitIp(text), 'loose', text);
  for (const text of [
    '1.2.3',
    '300.1.1.1',
    '2026-01-02',
    '::',
    'host.example',
    '12:30',
    '1.2.*.4',
    '1.2.*',
    '192.0.2.7, unknown',
  ])
    assert.equal(fitIp(text), null, text);
});

test('fitAddress knows Korean and western addresses, and takes as possible what has words', () => {
  const throws = dice(5);
  for (let n = 0; n < 200; n++) {
    const place = throws.draw(PLACE_TABLE);
    assert.equal(fitAddress(drawAddress(throws, place)), 'strict');
    assert.equal(fitLocation(drawLocation(throws, place)), 'strict');
  }
  for (const text of [
    '1970 Napa Ct.',
    '47 MySakila Drive',
    'Obere Straße 57',
    'P.O. Box 12',
    '경기 성남시 분당구 판교역로 166',
  ])
    assert.equal(fitAddress(text), 'strict', text);
  for (const text of [
    '102동 1203호',
    'Av. da Constitución 2222',
    '482 Kuhn Burgs',
    '9 Old Harbor Cape, Flat 2',
    '12, Nehru Nagar',
  ])
    assert.equal(fitAddress(text), 'strict', text);
  for (const text of ['Alberta', '302호', '5 Green', '24 Count of Bolts'])
    assert.equal(fitAddress(text), 'loose', text);
  for (const text of ['kim@example.kr', 'https://example.kr/a', '12345', ''])
    assert.equal(fitAddress(text), null, text);
});
