/** What a driver may say on the wire, in any order and in any pieces: the gateway answers as PostgreSQL does, and a refusal in its midst loses nothing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, describe as describeMessage, execute, query, sync } from '../../src/gateway/frontend-builders.ts';
import { FrameWriter } from '../../src/gateway/frame-writer.ts';
import { frontend } from '../../src/gateway/message.ts';
import { type Jikimi, startJikimi } from '../support/jikimi.ts';
import { makePlainMembers } from '../support/plain-members.ts';
import { serviceGrant } from '../support/service-account.ts';
import type { WireClient } from '../support/wire-client.ts';
import { B, P, connectWire, converse, flush, lineOf, linesUntilReady, sayByteByByte } from '../support/wire-script.ts';

/** What is said at once, and how many ReadyForQuery answer it. */
type Turn = readonly [frames: readonly Buffer[], readies?: number];

const S = sync();
const E = (rows = 0, portal = '') => execute(portal, rows);
const Q = query;
const kim = 'kim@example.kr';
const some = 'select id, email from members order by id limit 7';
const found = 'select id, email from members where email = $1';

const either = `select id, bank_name, email from members where (bank_name = $1 or email = $1) and id < $2 order by id`;

const conversations: Readonly<Record<string, readonly Turn[]>> = {
  'an unnamed statement': [[[P(some), B(), describeMessage('portal', ''), E(), S]]],
  'a statement that is never described': [[[P(some), B(), E(), S]], [[B(), E(), S]]],
  'Describe of a statement and of its portal': [
    [[P(found, 's'), describeMessage('statement', 's'), S]],
    [[B([kim], { statement: 's', portal: 'p', resultFormats: [1, 0] }), describeMessage('portal', 'p'), E(0, 'p'), S]],
    [[B([kim], { statement: 's', resultFormats: [1] }), E(), close('statement', 's'), S]],
    [[B([kim], { statement: 's' }), E(), S]],
  ],
  'Describe of what returns no rows': [
    [
      [
        P('set timezone = utc', 'n'),
        describeMessage('statement', 'n'),
        B([], { statement: 'n' }),
        describeMessage('portal', ''),
        E(),
        S,
      ],
    ],
  ],
  'rows in portions': [[[P(some), B(), E(3), E(3), E(3), S]]],
  'a portal that goes on in a transaction': [
    [[Q('begin')]],
    [[P(some), B([], { portal: 'p' }), E(2, 'p'), S]],
    [[Q('select 1')]],
    [[P(found), B([kim]), E(), E(2, 'p'), E(1, 'p'), S]],
    [[E(2, 'p'), close('portal', 'p'), E(1, 'p'), S]],
    [[Q('rollback')]],
  ],
  'a portal outside a transaction ends with it': [[[P(some), B([], { portal: 'p' }), E(2, 'p'), S]], [[E(2, 'p'), S]]],
  'a cursor of SQL as a portal': [
    [[Q('begin; declare c cursor for select email from members order by id')]],
    [[E(2, 'c'), describeMessage('portal', 'c'), E(1, 'c'), S]],
    [[Q('fetch 2 from c'), Q('close c')], 2],
    [[Q(`declare c cursor for select id from members where email = '${kim}'`)]],
    [[E(0, 'c'), S]],
    [[Q('commit')]],
  ],
  'several Syncs at once': [
    [
      [
        P(some),
        B(),
        E(1),
        S,
        P(found),
        B([kim]),
        E(),
        S,
        P('select 3'),
        B(),
        E(),
        S,
        S,
        Q('select 4'),
        P('select 5'),
        B(),
        E(),
        S,
      ],
      6,
    ],
  ],
  'an error in the midst of a pipeline': [
    [[P(some), B(), E(2), P('selec'), B(), E(), P('select 1', 'kept'), S, P(found), B([kim]), E(), S], 2],
    [[B([], { statement: 'kept' }), E(), S]],
  ],
  'an error while rows come': [
    [
      [
        P('select email, 1 / (id - 100003) from (select * from members order by id offset 0) m'),
        B(),
        describeMessage('portal', ''),
        E(),
        E(),
        S,
        Q('select 1'),
      ],
      2,
    ],
  ],
  'statements that are replaced': [
    [[P(some), P(found), B([kim]), E(), S]],
    [[P('select 1 as one', 's'), S]],
    [[P(some, 's'), S, B([], { statement: 's' }), E(), S], 2],
    [[close('statement', 's'), P(found, 's'), B([kim], { statement: 's' }), E(), S]],
  ],
  'what is skipped is not done': [
    [[P(found, 's'), S]],
    [[P('selec', 'x'), close('statement', 's'), P('select 1', 's'), S]],
    [[B([kim], { statement: 's' }), E(), S]],
  ],
  'a Bind that fails leaves the portal of that name': [
    [[Q('begin')]],
    [[P(some), B([], { portal: 'p' }), E(1, 'p'), S]],
    [[Q('savepoint s')]],
    [[P('select 1'), B([], { portal: 'p' }), S]],
    [[Q('rollback to s')]],
    [[E(2, 'p'), S]],
    [[Q('rollback')]],
  ],
  'names that nobody knows': [
    [[E(0, 'nope'), S]],
    [[B([], { statement: 'nope' }), S]],
    [[describeMessage('statement', 'nope'), S]],
    [[close('portal', 'nope'), S]],
  ],
  'values typed in every way': [
    [[P(found), B([kim], { parameterFormats: [1] }), E(), S]],
    [[P(found, '', [25]), describeMessage('statement', ''), B([kim]), E(), S]],
    [[P(found, '', [1043]), B([kim], { parameterFormats: [1] }), E(), S]],
    [
      [
        P('select id from members where email = any($1) order by id', '', [1009]),
        describeMessage('statement', ''),
        B([textArray(kim, 'x@example.kr')], { parameterFormats: [1] }),
        E(),
        S,
      ],
    ],
    [
      [
        P('select id from members where email = any($1)'),
        describeMessage('statement', ''),
        B([`{${kim},NULL}`]),
        E(),
        S,
      ],
    ],
    [
      [
        P(
          'select id from members where email in ($1, $2) and grade = any($3) or id = $4 order by id',
          '',
          [1043, 25, 1009, 20],
        ),
        describeMessage('statement', ''),
        B([kim, null, '{}', '100002']),
        E(),
        S,
      ],
    ],
  ],
  'arrays of a sealed column': [
    [
      [
        P('select array_agg(email order by id), array[]::text[] from members where id < 100004'),
        describeMessage('statement', ''),
        B(),
        E(),
        S,
      ],
    ],
  ],
  'one parameter beside a sealed and a plain column': [
    [[P(either, 'e', [1043, 23]), describeMessage('statement', 'e'), S]],
    [[B([kim, '100003'], { statement: 'e' }), E(), B(['하늘은행', '100003'], { statement: 'e' }), E(), S]],
    [[B([Buffer.from(kim), int32(100003)], { statement: 'e', parameterFormats: [0, 1] }), E(), S]],
    [[B([kim, int32(100003)], { statement: 'e', parameterFormats: [0, 1], resultFormats: [1] }), E(), S]],
    [[B([null, '100003'], { statement: 'e' }), E(), S]],
    [[B([], { statement: 'e' }), E(), S, B([kim], { statement: 'e' }), E(), S], 2],
    [
      [B([kim, '100003', kim], { statement: 'e' }), E(), S, B([kim, '100003', kim, kim], { statement: 'e' }), E(), S],
      2,
    ],
    [[P(either), describeMessage('statement', ''), B([kim, '100003']), describeMessage('portal', ''), E(1), E(), S]],
    [[P(`select $1 as asked, nothing from members where email = $1`), S]],
  ],
  'several statements in one text': [
    [[Q(`select 1; select email from members where id = 100001; ; select id from members where email = '${kim}'`)]],
    [[Q('select 1; select 1 / 0; select 2')]],
    [[Q(''), Q(' ; '), P(''), B(), E(), S], 3],
  ],
  'a transaction that fails': [
    [[Q('begin'), Q('select 1 / 0'), Q('select 1'), P(some), B(), E(), S, Q('commit'), Q('select 2')], 6],
    [[Q('begin; savepoint s; select nothing')]],
    [[Q('rollback to s'), P(found), B([kim]), E(), S, Q('commit')], 3],
  ],
  'COPY of columns that are not sealed': [
    [[Q('copy (select id, grade from members order by id limit 2) to stdout')]],
    [[P('copy (select id from members order by id limit 1) to stdout'), B(), E(), S]],
  ],
};

let jikimi: Jikimi;
let direct = '';
let gateway = '';
/** The same as a service, before whose statements the gateway asks on whose behalf it reads. */
let service = '';

before(async () => {
  jikimi = await startJikimi();
  const fields = [
    'name_ko',
    'name_en',
    'email',
    'mobile',
    'address',
    'birth_date',
    'card_number',
    'bank_account',
    'last_location',
  ];
  const whole = fields.map((column) => ({ table: 'members', column, mode: 'full' as const }));
  await jikimi.grant({ name: 'wire', fields: whole });
  service = await serviceGrant(jikimi, { name: 'service', fields: whole });
  await jikimi.grant({
    name: 'narrow',
    fields: [{ table: 'members', column: 'email', mode: 'full' }],
    maxSubjects: 5,
    daySubjects: 5,
  });
  gateway = await jikimi.connect('wire');
  direct = await makePlainMembers(jikimi, gateway);
});
after(async () => jikimi.stop());

describe('a conversation', () => {
  for (const [name, turns] of Object.entries(conversations)) {
    test(`${name} is answered as PostgreSQL answers it, however it is cut`, async () => {
      const expected = await heard(direct, turns, converse);
      assert.deepEqual(await heard(gateway, turns, converse), expected);
      assert.deepEqual(await heard(gateway, turns, byteByByte), expected);
      assert.deepEqual(await heard(service, turns, converse), expected);
    });
  }
});

describe('Flush', () => {
  test('brings rows without a Sync, and an error that the client has yet to sync', async () => {
    await withWire(gateway, async (client) => {
      client.send(P(some), B(), E(2), flush());
      assert.deepEqual(await linesUntil(client, 's'), ['1', '2', `D 100001|${kim}`, await second(), 's']);
      client.send(P('selec'), flush());
      assert.deepEqual(await linesUntil(client, 'E'), ['E ERROR 42601']);
      client.send(B(), E(), flush());
      await sleep(50);
      assert.deepEqual(await converse(client, [B(), S, P('select 1'), B(), E(), S], 2), [
        'Z I',
        '1',
        '2',
        'D 1',
        'C SELECT 1',
        'Z I',
      ]);
    });
  });
});

describe('a statement that is refused before it runs', () => {
  const refused = P(`select id from members where email = U&'kim'`);

  test('is refused in its place, and what stands behind the Sync goes on', async () => {
    await withWire(gateway, async (client) => {
      const lines = await converse(
        client,
        [P('select 1'), B(), E(), refused, B(), E(), S, P(found), B([kim]), E(), S],
        2,
      );
      assert.deepEqual(lines, [
        '1',
        '2',
        'D 1',
        'C SELECT 1',
        'E ERROR JK512',
        'Z I',
        '1',
        '2',
        `D 100001|${kim}`,
        'C SELECT 1',
        'Z I',
      ]);
    });
  });

  test('takes back what came before it in the same implicit transaction', async () => {
    await withWire(gateway, async (client) => {
      const notify = (text: string) => [P(`select pg_notify('wire', '${text}')`), B(), E()];
      await converse(client, [Q('listen wire')]);
      await converse(client, [...notify('taken back'), refused, S]);
      const lines = [
        ...(await converse(client, [...notify('stays'), S])),
        ...(await converse(client, [Q('select 1')])),
      ];
      assert.equal(lines.filter((line) => line === 'A').length, 1);
    });
  });

  test('fails the transaction', async () => {
    await withWire(gateway, async (client) => {
      const lines = await converse(
        client,
        [Q('begin'), Q(`select U&'x' = email from members`), Q('select 1'), Q('commit')],
        4,
      );
      assert.deepEqual(lines, ['C BEGIN', 'Z T', 'E ERROR JK512', 'Z E', 'E ERROR 25P02', 'Z E', 'C ROLLBACK', 'Z I']);
    });
  });
});

describe('rows that are refused', () => {
  const beyond = 'select email from members order by id limit 20';
  const within = 'select email from members order by id limit 1';

  test('fail the transaction, and what was pipelined behind them meets it failed', async () => {
    await withWire(await jikimi.connect('narrow'), async (client) => {
      const lines = await converse(
        client,
        [Q('begin'), Q(within), Q(beyond), Q('select 1'), Q('commit'), Q(within)],
        6,
      );
      assert.deepEqual(lines, [
        'C BEGIN',
        'Z T',
        'T email:25',
        `D ${kim}`,
        'C SELECT 1',
        'Z T',
        'T email:25',
        'E ERROR JK222',
        'Z E',
        'E ERROR 25P02',
        'Z E',
        'C ROLLBACK',
        'Z I',
        'T email:25',
        `D ${kim}`,
        'C SELECT 1',
        'Z I',
      ]);
    });
  });

  test('in a pipeline of the extended protocol leave the later groups whole and in order', async () => {
    await withWire(await jikimi.connect('narrow'), async (client) => {
      const group = (text: string) => [P(text), B(), E(), S];
      const lines = await converse(
        client,
        [...group(within), ...group(beyond), ...group('select 2'), ...group(within)],
        4,
      );
      assert.deepEqual(lines, [
        '1',
        '2',
        `D ${kim}`,
        'C SELECT 1',
        'Z I',
        '1',
        '2',
        'E ERROR JK222',
        'Z I',
        '1',
        '2',
        'D 2',
        'C SELECT 1',
        'Z I',
        '1',
        '2',
        `D ${kim}`,
        'C SELECT 1',
        'Z I',
      ]);
    });
  });

  test('end a portal in its midst', async () => {
    await withWire(await jikimi.connect('narrow'), async (client) => {
      await converse(client, [Q('begin')]);
      const first = await converse(client, [P(beyond), B([], { portal: 'p' }), E(3, 'p'), S]);
      assert.deepEqual([first.length, first.at(-2), first.at(-1)], [7, 's', 'Z T']);
      assert.deepEqual(await converse(client, [E(0, 'p'), S]), ['E ERROR JK222', 'Z E']);
      assert.deepEqual(await converse(client, [Q('rollback'), Q('select 1')], 2), [
        'C ROLLBACK',
        'Z I',
        'T ?column?:23',
        'D 1',
        'C SELECT 1',
        'Z I',
      ]);
    });
  });

  test('without a Sync stay refused until it comes', async () => {
    await withWire(await jikimi.connect('narrow'), async (client) => {
      client.send(P(beyond), B(), E(), flush());
      assert.deepEqual(await linesUntil(client, 'E'), ['1', '2', 'E ERROR JK222']);
      assert.deepEqual(await converse(client, [P('select 1'), B(), E(), S, Q('select 2')], 2), [
        'Z I',
        'T ?column?:23',
        'D 2',
        'C SELECT 1',
        'Z I',
      ]);
    });
  });
});

describe('what the gateway does not carry', () => {
  test('COPY into a sealed column, or of a ciphertext, is refused', async () => {
    await withWire(gateway, async (client) => {
      assert.deepEqual(await converse(client, [Q('copy members (email) from stdin')]), ['E ERROR JK510', 'Z I']);
      assert.deepEqual(await converse(client, [P('copy members from stdin'), B(), E(), S]), ['E ERROR JK510', 'Z I']);
      assert.deepEqual(await converse(client, [Q('copy orders (item) from stdin')]), ['E ERROR 42501', 'Z I']);
      assert.deepEqual((await converse(client, [Q('select 1')])).at(-1), 'Z I');
    });
  });

  test('FunctionCall is refused, a message of an unknown kind ends the session', async () => {
    await withWire(gateway, async (client) => {
      const call = new FrameWriter().begin(frontend.functionCall).int32(89).int16(0).int16(0).int16(0).end().take();
      assert.deepEqual(await converse(client, [call, Q('select 1')], 2), [
        'E ERROR JK402',
        'Z I',
        'T ?column?:23',
        'D 1',
        'C SELECT 1',
        'Z I',
      ]);
      assert.deepEqual(await converse(client, [new FrameWriter().begin(0x79).end().take()]), ['E FATAL JK402']);
    });
  });

  test('a message beyond the limit is refused by its length alone', async () => {
    await withWire(gateway, async (client) => {
      const head = Buffer.from([frontend.query, 0x7f, 0xff, 0xff, 0xff]);
      assert.deepEqual(await converse(client, [head]), ['E FATAL JK401']);
    });
  });
});

describe('sign-in', () => {
  test('protocol 3.2 and unknown options are negotiated down', async () => {
    const { client, greeting } = await connectWire(gateway, { '_pq_.nothing': '1' }, 2);
    assert.equal(greeting[0]?.type, 'v');
    assert.equal(greeting[0]?.bytes.readInt32BE(5), 3 << 16);
    assert.match(greeting[0]?.bytes.toString('utf8') ?? '', /_pq_\.nothing/);
    assert.equal((await converse(client, [Q('select email from members where id = 100001')])).at(-1), 'Z I');
    client.close();
  });

  test('a search path of the client keeps the operators of sealed columns', async () => {
    const { client } = await connectWire(gateway, { search_path: 'public' });
    const lines = await converse(client, [Q(`select id from members where email = '${kim}'`)]);
    assert.ok(lines.includes('D 100001'), lines.join('\n'));
    client.close();
  });

  test('another encoding of the client reads no sealed column, however it was asked for', async () => {
    const { client } = await connectWire(gateway, { client_encoding: 'EUC_KR' });
    assert.deepEqual((await converse(client, [Q('select name_ko from members limit 1')])).slice(1), [
      'E ERROR JK438',
      'Z I',
    ]);
    await converse(client, [Q("set client_encoding = 'UTF8'")]);
    assert.equal((await converse(client, [Q('select name_ko from members limit 1')])).at(-2), 'C SELECT 1');
    client.close();
  });
});

describe('size', () => {
  test('large values pass whole', async () => {
    await withWire(gateway, async (client) => {
      const large = Buffer.alloc(8 * 1024 * 1024, 'x');
      const lines = await converse(client, [
        P('select length($1), email from members where id = 100001'),
        B([large]),
        E(),
        S,
      ]);
      assert.deepEqual(lines, ['1', '2', `D ${large.length}|${kim}`, 'C SELECT 1', 'Z I']);
    });
  });

  test('a client that does not read holds the server back, and then gets every row', async () => {
    await withWire(gateway, async (client) => {
      await converse(client, [Q('select 1')]);
      const pid = jikimi.pid('gateway');
      const before = residentMib(pid);
      client.socket.pause();
      client.send(Q('select n, email from members, generate_series(1, 1000) n'));
      let most = before;
      for (let looks = 0; looks < 30; looks++) {
        await sleep(100);
        most = Math.max(most, residentMib(pid));
      }
      client.socket.resume();
      let rows = 0;
      let last = '';
      for (let frame = await client.hear(); frame !== undefined; frame = await client.hear()) {
        if (frame.type === 'D') rows += 1;
        else last = lineOf(frame);
        if (frame.type === 'Z') break;
      }
      assert.deepEqual([rows, last], [200_000, 'Z I']);
      assert.ok(most - before < 150, `grew by ${most - before} MiB`);
      assert.ok(residentMib(pid) - before < 250, `grew by ${residentMib(pid) - before} MiB in the end`);
    });
  });
});

async function heard(uri: string, turns: readonly Turn[], say: typeof converse): Promise<string[]> {
  return withWire(uri, async (client) => {
    const lines: string[] = [];
    for (const [frames, readies = 1] of turns) lines.push(...(await say(client, frames, readies)));
    return lines.filter((line) => !/^[SN] /.test(line)); // told at any time, or advice of the gateway
  });
}

async function byteByByte(client: WireClient, frames: readonly Buffer[], readies = 1): Promise<string[]> {
  await sayByteByByte(client, frames);
  return linesUntilReady(client, readies);
}

async function withWire<T>(uri: string, work: (client: WireClient) => Promise<T>): Promise<T> {
  const { client } = await connectWire(uri);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}

/** Up to the first message of a type. */
async function linesUntil(client: WireClient, type: string): Promise<string[]> {
  const lines: string[] = [];
  for (let frame = await client.hear(); frame !== undefined; frame = await client.hear()) {
    lines.push(lineOf(frame));
    if (frame.type === type) break;
  }
  return lines;
}

async function second(): Promise<string> {
  return withWire(
    direct,
    async (client) => (await converse(client, [Q('select id, email from members where id = 100002')]))[1] ?? '',
  );
}

/** A text[] in binary. */
function textArray(...values: readonly string[]): Buffer {
  const head = [1, 0, 25, values.length, 1];
  const out = Buffer.alloc(20);
  head.forEach((value, n) => out.writeInt32BE(value, 4 * n));
  const sizes = values.map((value) => {
    const size = Buffer.alloc(4);
    size.writeInt32BE(Buffer.byteLength(value));
    return [size, Buffer.from(value)];
  });
  return Buffer.concat([out, ...sizes.flat()]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

function residentMib(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
}
