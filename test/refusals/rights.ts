/** Which role may do what in Jikimi's own database, whole: a right that stands in no row here is a fault, and so is a row that no role has. */
import type pg from 'pg';

type Rights = Readonly<Record<string, Readonly<Record<string, string>>>>;

const everybodysClock = { 'platform.clock': 'select', 'platform.installation': 'select' };
const catalogRead = Object.fromEntries(
  ['database', 'field', 'purpose', 'purpose_field', 'service', 'stop', 'term_group'].map((table) => [
    `catalog.${table}`,
    'select',
  ]),
);
const saysActs = { 'ledger.act': 'insert (body, content, kind, salt), select (id)' };

/** By role and table; columns in brackets where not all of them. */
export const tableRights: Rights = {
  office: {
    'access.admission': 'insert, select, update (during)',
    'access.credential':
      'insert, select (created_at, ended_at, expires_at, grant_id, id, issued_to, username), update (ended_at)',
    'access.decision': 'insert (decider, grant_id, holder, holding, office, reason, requester, verdict), select',
    'access.facts': 'select',
    'access.grant':
      'insert (database_id, day_subjects, days, export, holder, max_subjects, minute_subjects, name, purpose_id, replaces, requester, ' +
      'selector, service, sources, ticket, window_from, window_to, work, writes), select',
    'access.grant_field': 'insert, select',
    'access.lapse': 'insert (at, grant_id, lapsed_as, starts), select',
    'access.licence': 'select',
    'access.life':
      'insert (break_glass, decider, ends, grant_id, review_due, starts), select, update (ended, ended_as, review_due)',
    'access.mover_review': 'insert (grant_id, holder, holding, reason, requester, reviewer), select',
    'access.scope': 'insert, select',
    'access.spent': 'select',
    'catalog.database': 'insert, select',
    'catalog.field': 'insert, select, update (retired_at, statute)',
    'catalog.purpose': 'insert, select, update (approved_until, basis, headcount)',
    'catalog.purpose_field': 'insert, select',
    'catalog.service': 'insert, select, update (stage)',
    'catalog.stop': 'delete, insert, select',
    'catalog.term_group': 'insert, select',
    'custody.behind': 'select',
    'custody.disclosed': 'select',
    'custody.disclosure': 'select',
    'custody.disclosure_part': 'select',
    'custody.session': 'select',
    'custody.store_line': 'insert (accepted_by, holding, reason, timeline), select',
    'law.applied': 'insert, select',
    'law.bound': 'insert, select',
    'law.rule': 'insert, select, update (effective)',
    'law.too_lax': 'select',
    'ledger.act': 'insert (body, content, kind, salt), select',
    'ledger.head': 'select',
    'ledger.leaf': 'select',
    'ledger.opening': 'select',
    'ledger.pending': 'select',
    'people.authenticator': 'insert (last_step, nonce, person), select, update (ended_at, last_step)',
    'people.course':
      'insert (answers, code, edition, holding, owed_from, pass_line, period, published_by, questions, title_en, title_ko), select',
    'people.course_result': 'insert (course, edition, pass_line, person, score, session), select',
    'people.device_clearance': 'insert (cleared_by, holding, person, reason, report), select',
    'people.device_report': 'insert (device, holding, person, reported_by, signature_hours, status), select',
    'people.employment':
      'insert (at, department, holding, kind, n, person, position, reason, review_days, said_by), select',
    'people.holding': 'insert, select, update (held_until)',
    'people.link': 'insert (expires_at, kind, made_by, person, token_hash), select, update (ended_at, used_at)',
    'people.live_session': 'select',
    'people.password': 'insert (hash, person), select, update (hash, locked_until, set_at, tries)',
    'people.person': 'insert, select',
    'people.pledge':
      'insert (edition, holding, in_force_from, kind, published_by, text_en, text_hash, text_ko), select',
    'people.recovery_code': 'insert (code_hash, n, set_id), select, update (used_at)',
    'people.recovery_set': 'insert (person), select, update (ended_at)',
    'people.service_account': 'insert (account, service), select',
    'people.session': 'insert, select, update (ended_at, last_used_at)',
    'people.signature': 'insert (days, edition, kind, person, session, text_hash), select',
    'people.sign_in_from': 'delete, insert, select, update (since, tries)',
    'people.standing': 'insert, select, update (declared_by, fit_until, left_at, reason)',
    ...everybodysClock,
  },
  gateway: {
    'access.admission': 'select',
    'access.credential': 'select',
    'access.facts': 'select',
    'access.grant_field': 'select',
    'access.licence': 'select',
    'access.scope': 'select',
    ...catalogRead,
    'custody.session': 'insert (application, credential_id, grant_id, holder, source), select',
    'gateway.login': 'delete, insert, select',
    'law.rule': 'select',
    ...saysActs,
    'people.person': 'select',
    'people.standing': 'select',
    ...everybodysClock,
  },
  custodian: {
    'access.facts': 'select',
    'access.grant_field': 'select',
    'access.licence': 'select',
    'access.scope': 'select',
    'access.spent': 'select',
    ...catalogRead,
    'custody.disclosure': 'select',
    'custody.epoch': 'insert, select, update (subjects)',
    'custody.generation': 'select',
    'custody.session': 'select',
    'custody.store_line': 'select',
    'custody.subject_key': 'insert, select',
    'law.rule': 'select',
    ...saysActs,
    'people.person': 'select',
    'people.standing': 'select',
    ...everybodysClock,
  },
  sequencer: {
    'custody.behind': 'select, update (leaf)',
    'custody.disclosed': 'insert, select',
    'custody.disclosure': 'select',
    'custody.disclosure_part': 'select',
    'ledger.head': 'insert, select',
    'ledger.leaf': 'insert, select',
    'ledger.pending': 'delete, select',
    ...everybodysClock,
  },
};

export const functionRights: Readonly<Record<string, readonly string[]>> = {
  office: [
    'access.admits(inet)',
    'access.away(uuid,uuid,timestamp with time zone)',
    'access.required(uuid)',
    'custody.timeline()',
    'law.keeps(text,numeric,numeric)',
    'law.number(text,date)',
    'ledger.first_id(timestamp with time zone)',
    'people.owed(uuid,timestamp with time zone)',
    'people.stands(people.employment)',
    'people.state_at(uuid,timestamp with time zone)',
    'people.was_away(uuid,timestamp with time zone,timestamp with time zone)',
    'platform.now()',
    'platform.shift()',
  ],
  gateway: [
    'access.admits(inet)',
    'access.away(uuid,uuid,timestamp with time zone)',
    'law.number(text,date)',
    'people.owed(uuid,timestamp with time zone)',
    'people.was_away(uuid,timestamp with time zone,timestamp with time zone)',
    'platform.now()',
    'platform.shift()',
  ],
  custodian: [
    'access.away(uuid,uuid,timestamp with time zone)',
    'custody.record(jsonb)',
    'custody.timeline()',
    'law.number(text,date)',
    'people.owed(uuid,timestamp with time zone)',
    'platform.now()',
    'platform.shift()',
  ],
  sequencer: ['custody.forget_spans(integer)', 'ledger.prepare_month(date)', 'platform.now()', 'platform.shift()'],
};

const rooms = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;
const nameOfRole = `case when x.grantee = 0 then 'public' else replace(x.grantee::regrole::text, 'jikimi_', '') end`;

/** What the database itself says, in the form of `tableRights`; `public` stands for everybody. */
export async function tableRightsOf(client: pg.Client): Promise<Rights> {
  const { rows } = await client.query<{ role: string; name: string; rights: string }>(`
    with given as (
      select ${nameOfRole} as role, n.nspname || '.' || r.relname as name, lower(x.privilege_type) as what, null::text as col
      from pg_class r join pg_namespace n on n.oid = r.relnamespace, aclexplode(r.relacl) x where ${rooms}
      union all
      select ${nameOfRole}, n.nspname || '.' || r.relname, lower(x.privilege_type), a.attname
      from pg_attribute a join pg_class r on r.oid = a.attrelid join pg_namespace n on n.oid = r.relnamespace, aclexplode(a.attacl) x where ${rooms}
    ), said as (
      select role, name, what || coalesce(' (' || string_agg(col, ', ' order by col) || ')', '') as said
      from given where role not in ('owner', 'postgres') group by role, name, what
    )
    select role, name, string_agg(said, ', ' order by said) as rights from said group by role, name`);
  const found: Record<string, Record<string, string>> = {};
  for (const { role, name, rights } of rows) (found[role] ??= {})[name] = rights;
  return found;
}

export async function functionRightsOf(client: pg.Client): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ role: string; functions: string[] }>(`
    select ${nameOfRole} as role, array_agg(p.oid::regprocedure::text order by p.oid::regprocedure::text) as functions
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
    where ${rooms} and n.nspname <> 'public' and x.grantee <> p.proowner group by 1`);
  return Object.fromEntries(rows.map(({ role, functions }) => [role, functions]));
}
