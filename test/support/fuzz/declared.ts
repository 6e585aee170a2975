/**
 * The differences that a statement may show, each by the id under which docs/differences.md declares it. A statement has a feature where the grammar put it in; a
 * refusal without one of its statement's features is a fault, and so is a code that stands nowhere here.
 */
export type Feature = keyof typeof declared;

type Declared = {
  /** In docs/differences.md. */
  readonly id: string;
  /** SQLSTATEs with which the gateway may refuse the statement. */
  readonly codes: readonly string[];
  /** Whether what it answers is different, without an error: its rows are not compared. */
  readonly rows?: true;
};

const noOperator = '42883';

export const declared = {
  order: { id: 'order', codes: ['JK504'] },
  operators: { id: 'operators', codes: [noOperator] },
  functions: { id: 'functions', codes: [noOperator, 'JK503'] },
  output: { id: 'output', codes: [], rows: true },
  copy: { id: 'copy', codes: [], rows: true },
  unfindable: { id: 'unfindable', codes: ['JK502', 'JK504', 'JK225'] },
  apart: { id: 'apart', codes: [], rows: true },
  mixed: { id: 'mixed', codes: [noOperator, '42804', 'JK511'] },
  plans: { id: 'plans', codes: [], rows: true },
  temporary: { id: 'temporary', codes: ['42501'] },
  unread: { id: 'unread', codes: ['JK223'] },
  shown: { id: 'values', codes: ['JK430'] },
  arrays: { id: 'values', codes: ['JK515'] },
  computed: { id: 'values', codes: ['JK515', 'JK531'] },
  people: { id: 'one-person', codes: ['JK517'] },
  wrapped: { id: 'statements', codes: ['JK519', 'JK515'] },
  conflict: { id: 'conflict', codes: ['JK521', 'JK515'] },
  moved: { id: 'copies', codes: ['JK531'] },
  form: { id: 'form', codes: ['JK512'] },
} as const satisfies Readonly<Record<string, Declared>>;

/** A refusal of rows, after the database has run all of a text or group of several statements. */
export const late: { readonly id: string; readonly codes: readonly string[] } = {
  id: 'late',
  codes: ['JK223', 'JK235'],
};

/** A service's text that ends a transaction or resets all settings, and reads or writes as well. */
export const behalf = { id: 'behalf', code: 'JK235' };

/** A statement of a service's text that writes to a row which an earlier one of the same text made or changed. */
export const oneText: { readonly id: string; readonly codes: readonly string[] } = {
  id: 'one-text',
  codes: ['23514', 'JK505'],
};

/** What a grant that does not write refuses, whatever the statement. */
export const writing = { id: 'writing', codes: ['JK510', '42501', 'JK519'] };

/** The id of a declared difference that explains why the gateway answered with `code`; undefined where none does. */
export function declaredFor(code: string, features: Iterable<Feature>): string | undefined {
  for (const feature of features) {
    const one: Declared = declared[feature];
    if (one.codes.includes(code)) return one.id;
  }
  return undefined;
}

/** Whether rows may differ. */
export function rowsDiffer(features: Iterable<Feature>): boolean {
  return [...features].some((feature) => (declared[feature] as Declared).rows === true);
}
