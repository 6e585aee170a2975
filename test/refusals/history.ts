/** The history only grows, one role numbers it, and time moves in drills alone. */
import { bytes, insertion, uuid } from '../support/rows.ts';
import { id } from '../support/scene-ids.ts';
import { type Refused, broken, brokenAlways, forbidden, notGranted, onlyGrows } from './refusal.ts';

const month = `to_char(platform.now() at time zone 'UTC', 'YYYY_MM')`;
const everybody = ['office', 'gateway', 'custodian', 'sequencer', 'owner'] as const;
/** A value that the database makes itself is refused before anybody's rights are asked. */
const madeByTheDatabase = Object.fromEntries(everybody.map((who) => [who, '428C9']));

export const historyRefusals: readonly Refused[] = [
  broken(
    'time moved outside a drill',
    'platform.clock.only_a_drill_moves_time',
    `update platform.clock set shift = '1 day'`,
  ),
  broken(
    'a home turned into a drill',
    'platform.installation.a_drill_from_the_first_day',
    'update platform.clock set drill = true',
  ),
  broken('a second clock', 'platform.clock.one_clock', insertion('platform.clock', { single: 'false' })),
  broken(
    'a second installation',
    'platform.installation.one_installation',
    `insert into platform.installation (single, drill) values (false, false)`,
  ),
  ...onlyGrows('platform.installation', 'drill'),

  ...onlyGrows('ledger.act', 'body'),
  ...onlyGrows('ledger.opening', 'body'),
  ...onlyGrows('ledger.leaf', 'hash'),
  ...onlyGrows('ledger.head', 'root'),
  ...(['act', 'opening'] as const).flatMap((table) => [
    brokenAlways(
      `a change in a month of ledger.${table}`,
      `ledger.${table}.never_changed`,
      dynamic(`'update ledger.${table}_' || ${month} || ' set body = body'`),
    ),
    brokenAlways(
      `emptying a month of ledger.${table}`,
      `ledger.${table}.never_emptied`,
      dynamic(`'truncate ledger.${table}_' || ${month}`),
    ),
    {
      what: `a commitment made by hand in ledger.${table}`,
      statement: insertion(`ledger.${table}`, { commitment: bytes(32) }),
      expected: madeByTheDatabase,
    },
    broken(
      `a short salt in ledger.${table}`,
      `ledger.${table}.salt_is_32_bytes`,
      insertion(`ledger.${table}`, { salt: bytes(16) }),
      writersOf(table),
    ),
    broken(
      `content that is no hash in ledger.${table}`,
      `ledger.${table}.content_is_sha256`,
      insertion(`ledger.${table}`, { content: bytes(31) }),
      writersOf(table),
    ),
    forbidden(`an id chosen in ledger.${table}`, insertion(`ledger.${table}`, { id: 'uuidv7()' })),
    forbidden(`a time chosen in ledger.${table}`, insertion(`ledger.${table}`, { at: 'platform.now()' })),
    {
      what: `an entry of a month without a partition in ledger.${table}`,
      statement: insertion(`ledger.${table}`, { id: `'f0000000-0000-7000-8000-000000000000'` }),
      expected: { owner: '23514' },
    },
  ]),
  broken(
    'an act of no kind',
    'ledger.act.kind_is_plain',
    insertion('ledger.act', { kind: `'two words'` }),
    writersOf('act'),
  ),
  broken(
    'an opening of another kind',
    'ledger.opening.opening_kind_known',
    insertion('ledger.opening', { kind: `'grant.approved'` }),
  ),
  brokenAlways(
    'an export under a grant without it',
    'ledger.opening.only_by_a_grant_that_exports',
    insertion('ledger.opening', {
      kind: `'opening'`,
      body: `jsonb_build_object('export', true, 'grant', ${uuid(id.live)})`,
    }),
  ),
  forbidden('an opening told past the record', insertion('ledger.opening')),
  forbidden('a place in the queue', insertion('ledger.pending')),
  forbidden('a change in the queue', 'update ledger.pending set commitment = commitment'),
  forbidden('numbering by another role than the sequencer', insertion('ledger.leaf'), [
    'office',
    'gateway',
    'custodian',
  ]),
  forbidden('a head by another role than the sequencer', insertion('ledger.head'), ['office', 'gateway', 'custodian']),
  forbidden('unqueueing by another role than the sequencer', 'delete from ledger.pending', [
    'office',
    'gateway',
    'custodian',
  ]),
  forbidden('a partition by another role than the sequencer', `select ledger.prepare_month('2040-01-01')`, [
    'office',
    'gateway',
    'custodian',
  ]),
  forbidden('a month dropped', dynamic(`'drop table ledger.act_' || ${month}`)),
  broken('a number below zero', 'ledger.leaf.numbered_from_zero', insertion('ledger.leaf', { leaf: '-1' }), [
    'sequencer',
  ]),
  broken('a leaf that is no hash', 'ledger.leaf.leaf_hash_is_sha256', insertion('ledger.leaf', { hash: bytes(20) }), [
    'sequencer',
  ]),
  broken('a number given twice', 'ledger.leaf.leaf_pkey', insertion('ledger.leaf', { leaf: '0' }), ['sequencer']),
  broken(
    'an entry numbered twice',
    'ledger.leaf.leaf_entry_id_key',
    `insert into ledger.leaf (leaf, entry_id, hash) select 1000000, entry_id, hash from ledger.leaf where leaf = 0`,
    ['sequencer'],
  ),
  broken('the head of an empty tree', 'ledger.head.grows', insertion('ledger.head', { size: '0' }), ['sequencer']),
  broken('a root that is no hash', 'ledger.head.root_is_sha256', insertion('ledger.head', { root: bytes(8) }), [
    'sequencer',
  ]),
  {
    what: 'an entry without a body',
    statement: insertion('ledger.act', { body: 'null' }),
    expected: { office: '23502', gateway: '23502', custodian: '23502', sequencer: notGranted, owner: '23502' },
  },
  forbidden('bodies read by the sequencer', 'select body from ledger.act', ['sequencer', 'gateway', 'custodian']),
  forbidden(
    'an entry taken out of the queue unnumbered',
    `delete from ledger.pending where entry_id = ${uuid(id.nobody)}`,
    ['office', 'gateway', 'custodian'],
  ),
];

function writersOf(table: 'act' | 'opening'): readonly ('office' | 'gateway' | 'custodian')[] {
  return table === 'act' ? ['office', 'gateway', 'custodian'] : [];
}

/** Runs a statement whose text is an SQL expression. */
function dynamic(expression: string): string {
  return `do $$ begin execute ${expression}; end $$`;
}
