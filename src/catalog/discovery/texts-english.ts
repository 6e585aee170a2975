import type { DiscoveryTexts } from './texts.ts';

export const english: DiscoveryTexts = {
  findings: {
    name: 'name',
    email: 'e-mail address',
    phone: 'phone number',
    address: 'address',
    birth_date: 'birth date',
    password: 'password',
    card: 'payment card',
    account: 'bank account',
    location: 'location',
    rrn: 'resident or alien registration number',
    ip: 'IP address',
    passport: 'passport number',
    licence: "driver's licence",
    text: 'free text',
  },
  kinds: {
    salted: 'salted digest',
    salt: 'the salt of the hash',
    unknown: 'of no known form, perhaps plain',
    ldap: 'LDAP scheme',
  },
  obstacles: {
    password: 'never sealed: a password is hashed one way (docs/passwords.md)',
    key: 'not sealed: a primary or partition key cannot be; give the table another key first',
    type: 'not sealed: adopt seals texts, numbers, dates, uuid and network addresses',
    generated: 'not sealed: the column is generated; take it out with `drop`',
    nobody: 'not sealed: nothing leads from this table to the subject',
    far: 'not sealed: the way to the subject leads over several rows; add a column with the key of the subject',
    heirs: 'not sealed: other tables inherit from this one',
    'row-type': 'not sealed: a column elsewhere holds whole rows of this table',
    keyless: 'not sealed: the table has no primary key',
    'foreign-table': 'not sealed: the rows are in another database',
    delicate:
      'of none of the categories, and perhaps personal: decide. Here nobody reads it, `select *` is refused; under `plain` every grant does',
    secret:
      'a digest, of a token or key rather than a password: a service that looks rows up by it must read it; under `never` nobody does, the site included',
  },
  reason(reason) {
    switch (reason.because) {
      case 'name':
      case 'comment': {
        const where = reason.because === 'name' ? 'the name' : 'the comment';
        if (reason.strength === 'against') return `${where} says something else`;
        return reason.strength === 'strong' ? `${where} says so` : `${where} may mean it`;
      }
      case 'type':
        return 'the type says so';
      case 'strict':
        return `${reason.fit} of ${reason.of} values have the form`;
      case 'loose':
        return `${reason.fit} of ${reason.of} values could be`;
      case 'misfit':
        return `${reason.fit} of ${reason.of} values do not fit`;
      case 'no-rows':
        return 'no values to look at';
      case 'not-read':
        return 'the table was not read';
      case 'sealed':
        return 'sealed already';
      case 'people':
        return 'in a table of people';
      case 'no-people':
        return 'not in a table of people';
      case 'beside':
        return 'what stands beside it says so';
      case 'points':
        return 'it points at such a column';
      case 'inside':
        return `holds ${reason.findings.map((one) => english.findings[one]).join(', ')}`;
    }
  },
  head: (database, tables, columns) => [
    `A map of "${database}" for \`jikimi adopt\`, proposed by \`jikimi discover\`: ${tables} tables, ${columns} columns with personal data.`,
    'Behind each such column: how sure, and why. It is a proposal. Read every line; what is wrong here would be sealed wrongly or not at all.',
    'A column under `plain` showed nothing personal in the rows that were looked at; no more than that was looked for.',
  ],
  mayWrite: (user) => `The role "${user}" may also write here. Nothing was written; a role that only reads is enough.`,
  service: 'a new one has nobody who may approve: name one with a responsible person (docs/adopt.md)',
  subject: (rows) => `One row a data subject${rows > 0 ? `, about ${rows}` : ''}.`,
  noSubject: ['No table of people was found. Name it here, or nothing can be sealed:', 'subject: { table: …, key: … }'],
  others: (tables) => `Other people, each a map of their own or left as they are: ${tables}`,
  byName: (column) => `no foreign key says so; ${column} is called as the key of the subject`,
  far: (over) => `leads to the subject over ${over}`,
  nobody: 'leads to no subject',
  hashed: 'adopt puts argon2id over it: teach the service first (docs/passwords.md)',
  stays: 'stays as it is (docs/passwords.md)',
  tryFirst: (passwords) => `try with an account whose password you know: ${passwords}`,
  statute: 'adopt asks for the law: add `statute: …`, or remove the numbers first',
  publicMayRead: 'PUBLIC may read it: revoke that first',
  holds: (findings) => `holds ${findings}`,
  left: 'Left out, since nothing personal was found and they lead to nobody. No grant reads them: what a service needs, add with `subject: none` and its columns under `plain`.',
  unread: 'Not read, so that names alone speak:',
  why: (sqlstate) =>
    sqlstate === '42501'
      ? 'no right to read'
      : sqlstate === '57014'
        ? 'took too long'
        : sqlstate === '55P03'
          ? 'locked'
          : sqlstate,
  noRows: 'no rows: names alone speak',
};
