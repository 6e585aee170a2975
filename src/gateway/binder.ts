/** What a session needs of the probe: to bind the values that are compared with sealed columns. */
export type Bound = {
  readonly text: string;
  readonly oids: readonly number[];
  /** Parameters (from 0) whose values must be bound as finders. */
  readonly sealedParameters: ReadonlySet<number>;
};

export type Binder = {
  /** False only where nothing in the statement can be a value beside a sealed column. */
  mayBind(text: string, oids: readonly number[]): boolean;
  /** The statement with its literals bound. Throws the refusal that the client is to see. */
  bind(text: string, oids: readonly number[], searchPath: string): Promise<Bound>;
  /** A parameter's value as a finder, in the same format. */
  parameter(value: Buffer, format: number, statement: string): Promise<Buffer>;
};

/** Binds nothing: for databases without sealed columns. */
export const bindsNothing: Binder = {
  mayBind: () => false,
  bind: async (text, oids) => ({ text, oids, sealedParameters: new Set() }),
  parameter: async (value) => value,
};
