import { sightOf, resolveGrant, readingOffices } from '../access/mod.ts';
import { type Actor, holdingOf, personByAccount } from '../people/mod.ts';
import { type Db, type Language, Refusal, bareSentence, isCode } from '../platform/mod.ts';
import {
  type Cursor,
  type Question,
  entryId,
  parseMoment,
  parseSubject,
  refuseFieldAlone,
  sessionId,
} from './history-question.ts';
import {
  type EntryRow,
  type Page,
  entriesOf,
  entryTime,
  fieldsNamed,
  grantsHeldBy,
  keysOfBehalf,
  keysOfGrants,
  keysOfSession,
  keysOfSubject,
  keysOfTime,
  partsOf,
} from './history.sql.ts';
import type { Entry, EntryDetail, HistoryPage } from './history-contract.ts';

export type Asked = {
  readonly subject?: string | undefined;
  readonly handler?: string | undefined;
  readonly grant?: string | undefined;
  readonly session?: string | undefined;
  readonly onBehalf?: string | undefined;
  readonly field?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
};

/**
 * Whose data was opened, by whom, under what; newest first. Auditor, CPO and CPO's office, CISO, responsible person and DPO read all of it,
 * or that of the service their office is for; everybody else reads their own record. Throws JK103 where somebody asks for another's,
 * JK003 for a name that is nobody's, JK340 for a subject that is no id.
 */
export async function readHistory(db: Db, actor: Actor, asked: Asked, language: Language): Promise<HistoryPage> {
  const question = await understand(db, actor, asked);
  const cursor = asked.before === undefined ? null : await cursorAt(db, asked.before);
  const keys = await keysFor(db, question, { cursor, limit: asked.limit });
  const rows = await entriesOf(db, keys, question.subject);
  const last = keys.length === asked.limit ? keys.at(-1) : undefined;
  return {
    entries: rows.map((row) => show(row, language)),
    next: last === undefined ? null : entryId.show(entryId.parse(last)),
  };
}

/** One entry with every data subject in it. Throws JK003 where there is none that the actor may read: the two are not told apart. */
export async function readEntry(db: Db, actor: Actor, id: string, language: Language): Promise<EntryDetail> {
  const entry = entryId.parse(id, 'params.entry');
  const [row] = await entriesOf(db, [entry], null);
  const { own, services } = sightOf(actor);
  const seen =
    row !== undefined &&
    (row.holder === own || services === 'all' || (row.serviceId !== null && services.includes(row.serviceId)));
  if (!seen) throw new Refusal('JK003', { what: 'entry', name: id });
  return { ...show(row, language), parts: await partsOf(db, entry) };
}

async function understand(db: Db, actor: Actor, asked: Asked): Promise<Question> {
  const sight = sightOf(actor);
  const onlyOwn = sight.services !== 'all' && sight.services.length === 0;
  const handler = asked.handler === undefined ? null : await personIdOf(db, asked.handler);
  const grant = asked.grant === undefined ? null : await resolveGrant(db, asked.grant);
  if (onlyOwn && [handler, grant?.holder ?? null].some((holder) => holder !== null && holder !== actor.person))
    holdingOf(actor, readingOffices);
  const question = {
    subject: asked.subject === undefined ? null : parseSubject(asked.subject),
    handler: onlyOwn ? actor.person : handler,
    grant: grant?.id ?? null,
    session: asked.session === undefined ? null : sessionId.parse(asked.session, 'querystring.session'),
    onBehalf: asked.onBehalf ?? null,
    fields: asked.field === undefined ? null : await fieldNumbers(db, asked.field),
    from: asked.from === undefined ? null : parseMoment(asked.from, 'querystring.from'),
    to: asked.to === undefined ? null : parseMoment(asked.to, 'querystring.to'),
    sight,
  };
  refuseFieldAlone(question);
  return question;
}

async function keysFor(db: Db, question: Question, page: Page): Promise<string[]> {
  const { subject, session, grant, handler, onBehalf } = question;
  if (subject !== null) return keysOfSubject(db, subject, question, page);
  if (session !== null) return keysOfSession(db, session, question, page);
  if (onBehalf !== null) return keysOfBehalf(db, onBehalf, question, page);
  if (grant !== null) return keysOfGrants(db, [grant], null, question, page);
  if (handler !== null) return keysOfGrants(db, await grantsHeldBy(db, handler), handler, question, page);
  return keysOfTime(db, question, page);
}

async function personIdOf(db: Db, account: string): Promise<string> {
  const person = await personByAccount(db, account);
  if (person === undefined) throw new Refusal('JK003', { what: 'person', name: account });
  return person.id;
}

async function fieldNumbers(db: Db, name: string): Promise<number[]> {
  const [table = '', column = ''] = name.split('.');
  const fields = await fieldsNamed(db, table, column);
  if (fields.length === 0) throw new Refusal('JK003', { what: 'field', name });
  return fields;
}

async function cursorAt(db: Db, before: string): Promise<Cursor> {
  const id = entryId.parse(before, 'querystring.before');
  const at = await entryTime(db, id);
  if (at === undefined) throw new Refusal('JK003', { what: 'entry', name: before });
  return { id, at };
}

function show(row: EntryRow, language: Language): Entry {
  return {
    id: entryId.show(entryId.parse(row.id)),
    number: row.leaf,
    at: String(row.at),
    kind: row.kind,
    handler: row.handler,
    grant: row.grant,
    purpose: row.purpose,
    session: row.session === null ? null : sessionId.show(sessionId.parse(row.session)),
    credential: row.credential,
    issuedTo: row.issuedTo,
    batch: row.batch,
    source: row.source,
    application: row.application,
    onBehalf: row.onBehalf,
    export: row.export,
    statement: row.statement,
    code: row.code,
    times: row.times,
    reason: row.code !== null && isCode(row.code) ? bareSentence(row.code, language) : null,
    fields: row.fields,
    subjects: { count: row.count, ids: row.ids },
  };
}
