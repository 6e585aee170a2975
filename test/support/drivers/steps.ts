/** What every driver does, in the driver's own way of typing parameters and of reading rows; what only one of them can do stands in its program. */

export type Step = {
  readonly step: string;
  readonly sql: string;
  readonly params?: readonly (string | null | readonly string[])[];
};

export type Sample = { readonly emails: readonly string[]; readonly mobile: string };

/** `$n` is rewritten to the driver's own placeholder, one for each place. */
export function stepsFor({ emails, mobile }: Sample): readonly Step[] {
  const [one = '', two = '', three = ''] = emails;
  return [
    { step: 'select', sql: 'select id, email, name_ko, name_en, mobile, joined_at from members order by id limit 5' },
    { step: 'select.all', sql: 'select * from members order by id' },
    { step: 'select.large', sql: 'select id, n, email, address from members, generate_series(1, 8) n order by id, n' },
    {
      step: 'select.aliases',
      sql: 'with c as (select email as e, id from members) select coalesce(e, $1) as x, id from c union all select email, id from members order by 2, 1 limit 0',
      params: ['-'],
    },
    {
      step: 'select.korean',
      sql: 'select $1::text as typed, name_ko, address from members where id = 100001',
      params: ['한글 — 지키미'],
    },
    { step: 'find.equals', sql: 'select id, email from members where email = $1', params: [one] },
    { step: 'find.reversed', sql: 'select id from members where $1 = email', params: [two] },
    { step: 'find.misses', sql: 'select id from members where email = $1', params: ['nobody@example.kr'] },
    { step: 'find.in', sql: 'select id, email from members where email in ($1, $2) order by id', params: [one, three] },
    {
      step: 'find.any',
      sql: 'select id from members where email = any($1) order by id',
      params: [[one, two, 'nobody@example.kr']],
    },
    {
      step: 'find.null-or',
      sql: 'select count(*) from members where $1::text is null or email = $2',
      params: [one, one],
    },
    { step: 'find.null', sql: 'select id from members where email = $1', params: [null] },
    { step: 'find.differs', sql: 'select count(*) from members where email <> $1', params: [one] },
    { step: 'find.not', sql: 'select count(*) from members where not (email = $1)', params: [one] },
    { step: 'find.not-in', sql: 'select count(*) from members where email not in ($1, $2)', params: [one, two] },
    { step: 'find.distinct-from', sql: 'select count(*) from members where email is distinct from $1', params: [one] },
    { step: 'find.literal', sql: `select id from members where email = '${one}' and mobile = '${mobile}'` },
    {
      step: 'find.two-columns',
      sql: 'select id from members where email = $1 and mobile = $2 and status = $3 or id = 0',
      params: [one, mobile, 'active'],
    },
    {
      step: 'find.subquery',
      sql: 'select item from orders where member_id in (select id from members where email = $1) order by id',
      params: [one],
    },
    { step: 'find.cast', sql: 'select id from members where email = $1::varchar', params: [one] },
    {
      step: 'find.cast-in',
      sql: 'select id from members where email in (cast($1 as text), $2::varchar(320)) order by id',
      params: [one, two],
    },
    {
      step: 'find.null-or-cast',
      sql: 'select count(*) from members where ($1::text is null or email = $2::text) and ($3::text is null or status = $4::text)',
      params: [one, one, null, null],
    },
    {
      step: 'find.values',
      sql: 'select m.id from members m join (values ($1), ($2)) v(e) on m.email = v.e order by m.id',
      params: [one, two],
    },
    {
      step: 'find.unnest',
      sql: 'select m.id from members m join unnest($1::text[]) v(e) on m.email = v.e order by m.id',
      params: [[one, 'nobody@example.kr', two]],
    },
    {
      step: 'find.array',
      sql: 'select id from members where email = any (array[$1, $2]) order by id',
      params: [one, two],
    },
    { step: 'join', sql: 'select count(*) from members a join members b on a.email = b.email' },
    {
      step: 'join.outer',
      sql: 'select a.id, b.email from members a left join members b on b.email = a.email and b.id <> a.id order by a.id limit 3',
    },
    { step: 'group', sql: 'select email, count(*) from members where id < 100004 group by email, id order by id' },
    { step: 'count.distinct', sql: 'select count(distinct email), count(email) from members' },
    { step: 'distinct.unfindable', sql: 'select count(distinct name_ko), count(name_ko) from members' },
    { step: 'union', sql: 'select count(*) from (select email from members union select email from members) x' },
    {
      step: 'array',
      sql: 'select array_agg(email order by id), array_agg(id order by id) from members where id < 100004',
    },
    { step: 'array.null', sql: 'select array[email, null] from members where id = 100001' },
    { step: 'nulls', sql: 'select null::text, m.email from (values (1)) v(n) left join members m on m.id = v.n' },
    { step: 'none', sql: 'select email from members where false' },
    { step: 'order', sql: 'select id from members order by email limit 20' },
    { step: 'like', sql: 'select count(*) from members where email like $1', params: ['kim%'] },
    { step: 'lower', sql: 'select lower(email) from members where id = 100001' },
    { step: 'cast', sql: 'select email::text from members where id = 100001' },
    { step: 'less', sql: 'select count(*) from members where email < $1', params: [one] },
    { step: 'concat', sql: "select concat(email, '!') from members where id = 100001" },
    { step: 'json', sql: 'select to_jsonb(email) from members where id = 100001' },
    { step: 'find.unfindable', sql: 'select id from members where card_number = $1', params: ['4000-0000-0000-0000'] },
    { step: 'write.sealed', sql: 'update members set email = $1 where id = 0', params: ['x@example.kr'] },
    { step: 'write', sql: 'update members set grade = $1 where id = 0', params: ['tree'] },
    { step: 'temporary', sql: 'create temporary table t (n int)' },
    {
      step: 'setting',
      sql: "select set_config('datestyle', 'SQL, DMY', false), set_config('timezone', 'Asia/Seoul', false)",
    },
    {
      step: 'setting.used',
      sql: 'select joined_at::text, current_setting($1) from members where id = 100001',
      params: ['timezone'],
    },
    { step: 'fails', sql: 'select 1 / (id - 100001) from members where id = 100001' },
    { step: 'fails.syntax', sql: 'selec email from members' },
    { step: 'fails.column', sql: 'select nothing from members where email = $1', params: [one] },
    { step: 'after', sql: 'select email from members where email = $1', params: [two] },
  ];
}
