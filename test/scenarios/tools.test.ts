/**
 * Object-relational mappers and batching drivers, each in its own way: create, duplicate, find, update, upsert, join, rollback, bulk, delete.
 * Every tool must see the same on every target. A target is a database with the tables of examples/service.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Target, jikimiTarget, plainTarget } from '../support/service-targets.ts';
import { expected } from '../support/tools/expected.ts';
import { tools } from '../support/tools/programs.ts';

const targets: readonly { readonly name: string; readonly prepare: () => Promise<Target> }[] = [
  { name: 'plain', prepare: plainTarget },
  { name: 'jikimi', prepare: jikimiTarget },
];

const folder = mkdtempSync(join(tmpdir(), 'jikimi-tools-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const all = tools(folder);
for (const { name, prepare } of targets)
  describe(`tools, ${name}`, () => {
    let target: Target;
    before(async () => void (target = await prepare()));
    after(() => target?.stop());

    for (const tool of all)
      test(`${tool.name} does what it does on PostgreSQL`, { skip: tool.missing, timeout: 60_000 }, async () => {
        await target.clean();
        const got = [...(await tool.run(target.uri))].map(([step, value]) => [step, JSON.parse(value) as unknown]);
        assert.deepEqual(Object.fromEntries(got), expected);
      });
  });

test("Prisma's client is the one of its schema", () => {
  const at = (file: string) => readFileSync(new URL(`../support/tools/prisma/${file}`, import.meta.url), 'utf8');
  const inline = /"inlineSchema": ("(?:[^"\\]|\\.)*")/.exec(at('client.ts'))?.[1] ?? '""';
  assert.equal(JSON.parse(inline), at('schema.prisma'));
});
