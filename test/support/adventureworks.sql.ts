/**
 * The personal tables of AdventureWorks, as they are in the test data, with the keys that they have in AdventureWorks OLTP. Two of its tables are not in the
 * data and are made of the keys that the others name: `person.businessentity` (people and stores) and `person.person` (whoever has a password).
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';

const data = resolve(
  import.meta.dirname,
  '../..',
  process.env['JIKIMI_TEST_DATA'] ?? '../shared/data',
  'adventureworks',
);

/** Why a test that needs it cannot run here; false where it can. */
export const noAdventureWorks: string | false = existsSync(data) ? false : `${data} is not there`;

/** Schemas `person` and `sales`. The data subject is `person.person`, by its businessentityid. */
const schema = `
  create schema person;
  create schema sales;
  create table person.businessentity (businessentityid int primary key);
  create table person.person (businessentityid int primary key references person.businessentity);
  create table person.address (addressid int primary key, addressline1 varchar(60) not null, addressline2 varchar(60), city varchar(30) not null,
    stateprovinceid int not null, postalcode varchar(15) not null, spatiallocation varchar(44), rowguid uuid not null, modifieddate timestamp not null);
  create table person.businessentityaddress (businessentityid int not null, addressid int not null, addresstypeid int not null, rowguid uuid not null,
    modifieddate timestamp not null, primary key (businessentityid, addressid, addresstypeid));
  create table person.emailaddress (businessentityid int not null, emailaddressid int not null, emailaddress varchar(50), rowguid uuid not null,
    modifieddate timestamp not null, primary key (businessentityid, emailaddressid));
  create table person.password (businessentityid int primary key, passwordhash varchar(128) not null, passwordsalt varchar(10) not null,
    rowguid uuid not null, modifieddate timestamp not null);
  create table person.phonenumbertype (phonenumbertypeid int primary key, name varchar(50) not null, modifieddate timestamp not null);
  create table person.personphone (businessentityid int not null, phonenumber varchar(25) not null, phonenumbertypeid int not null,
    modifieddate timestamp not null);
  create table sales.store (businessentityid int primary key references person.businessentity);
  create table sales.creditcard (creditcardid int primary key, cardtype varchar(50) not null, cardnumber varchar(25) not null, expmonth smallint not null,
    expyear smallint not null, modifieddate timestamp not null);
  create table sales.customer (customerid int primary key, personid int, storeid int, territoryid int, accountnumber varchar(10) not null,
    rowguid uuid not null, modifieddate timestamp not null);
  create table sales.personcreditcard (businessentityid int not null, creditcardid int not null, modifieddate timestamp not null,
    primary key (businessentityid, creditcardid));`;

const keys = `
  insert into person.businessentity select businessentityid from person.password union select businessentityid from person.businessentityaddress
    union select storeid from sales.customer where storeid is not null;
  insert into person.person select businessentityid from person.password;
  insert into sales.store select distinct storeid from sales.customer where storeid is not null;
  alter table person.personphone add primary key (businessentityid, phonenumber, phonenumbertypeid),
    add foreign key (businessentityid) references person.person, add foreign key (phonenumbertypeid) references person.phonenumbertype;
  alter table person.businessentityaddress add foreign key (businessentityid) references person.businessentity,
    add foreign key (addressid) references person.address;
  alter table person.emailaddress add foreign key (businessentityid) references person.person;
  alter table person.password add foreign key (businessentityid) references person.person;
  alter table sales.customer add foreign key (personid) references person.person, add foreign key (storeid) references sales.store;
  alter table sales.personcreditcard add foreign key (businessentityid) references person.person,
    add foreign key (creditcardid) references sales.creditcard;
  alter table sales.creditcard add unique (cardnumber);
  create index on person.businessentityaddress (addressid);
  create index on sales.personcreditcard (creditcardid);
  analyze;`;

const files: readonly (readonly [table: string, file: string, encoding?: string])[] = [
  ['person.address', 'Address', 'LATIN1'],
  ['person.businessentityaddress', 'BusinessEntityAddress'],
  ['person.emailaddress', 'EmailAddress'],
  ['person.password', 'Password'],
  ['person.phonenumbertype', 'PhoneNumberType'],
  ['person.personphone', 'PersonPhone'],
  ['sales.creditcard', 'CreditCard'],
  ['sales.customer', 'Customer'],
  ['sales.personcreditcard', 'PersonCreditCard'],
];

/** Loads it into an empty database; about a second and a half. */
export async function loadAdventureWorks(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await fillAdventureWorks(client);
  } finally {
    client.release();
  }
}

/** The same on one connection. */
export async function fillAdventureWorks(client: pg.ClientBase): Promise<void> {
  await client.query(schema);
  for (const [table, file, encoding = 'UTF8'] of files) {
    const copied = new CopyIn(table, encoding, readFileSync(join(data, `${file}.csv`)));
    client.query(copied);
    await copied.done;
  }
  await client.query(keys);
}

/** What `pg` has no word for: COPY FROM STDIN of bytes that are at hand. Tab-separated, an empty field is null. */
class CopyIn implements pg.Submittable {
  readonly done: Promise<void>;
  readonly #text: string;
  readonly #bytes: Buffer;
  readonly #end: { resolve: () => void; reject: (error: unknown) => void };

  constructor(table: string, encoding: string, bytes: Buffer) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.done = promise;
    this.#end = { resolve, reject };
    this.#text = `copy ${table} from stdin with (null '', encoding '${encoding}')`;
    this.#bytes = bytes;
  }

  submit(connection: pg.Connection): void {
    connection.query(this.#text);
  }

  handleCopyInResponse(connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }): void {
    connection.sendCopyFromChunk(this.#bytes);
    connection.endCopyFrom();
  }

  handleError(error: unknown): void {
    this.#end.reject(error);
  }

  handleCommandComplete(): void {
    // readiness follows
  }

  handleReadyForQuery(): void {
    this.#end.resolve();
  }
}
