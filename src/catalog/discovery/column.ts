/** A column and a table as the catalogs of the database tell of them: everything but values. */

export type TypeClass =
  | 'text'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'timestamp'
  | 'network'
  | 'geometry'
  | 'json'
  | 'bytes'
  | 'array'
  | 'sealed'
  /** Booleans, enums, uuid and whatever else holds no personal data by itself. */
  | 'other';

export type Column = {
  readonly name: string;
  /** As a person writes it. */
  readonly type: string;
  /** Below all domains, without length. */
  readonly base: string;
  readonly comment: string | null;
  readonly generated: boolean;
  /** Whether a primary or a partition key holds it. */
  readonly key: boolean;
  /** Whether a unique index holds it alone. */
  readonly unique: boolean;
  readonly notNull: boolean;
  readonly publicMayRead: boolean;
};

/** A column of texts of which nothing else is known. */
export function textColumn(name: string): Column {
  return {
    name,
    type: 'text',
    base: 'text',
    comment: null,
    generated: false,
    key: false,
    unique: false,
    notNull: false,
    publicMayRead: false,
  };
}

export type ForeignKey = {
  readonly columns: readonly string[];
  /** Full name of the table that they point at, and its columns. */
  readonly table: string;
  readonly keys: readonly string[];
};

export type Table = {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  readonly comment: string | null;
  readonly kind: 'table' | 'partitioned' | 'foreign';
  /** What PostgreSQL estimates; -1 where it has no idea. */
  readonly rows: number;
  /** Tables that inherit from it and are no partitions. */
  readonly heirs: number;
  /** Whether a column elsewhere holds whole rows of it. */
  readonly rowType: boolean;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly mayRead: boolean;
};

export const fullNameOf = (table: Pick<Table, 'schema' | 'name'>): string => `${table.schema}.${table.name}`;
export const shortNameOf = (table: Pick<Table, 'schema' | 'name'>): string =>
  table.schema === 'public' ? table.name : fullNameOf(table);

const texts = /^(?:text|character varying|character|"char"|name|(?:\w+\.)?citext|xml)$/;
const geometries = /^(?:point|lseg|box|path|polygon|circle|line|(?:\w+\.)?(?:geometry|geography))$/;

export function classOf(base: string): TypeClass {
  if (base.endsWith('[]')) return 'array';
  if (texts.test(base)) return 'text';
  if (geometries.test(base)) return 'geometry';
  switch (base) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return 'integer';
    case 'numeric':
    case 'real':
    case 'double precision':
      return 'decimal';
    case 'date':
      return 'date';
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return 'timestamp';
    case 'inet':
    case 'cidr':
      return 'network';
    case 'json':
    case 'jsonb':
      return 'json';
    case 'bytea':
      return 'bytes';
    case 'pii.sealed':
      return 'sealed';
    default:
      return 'other';
  }
}
