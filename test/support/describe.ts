import type pg from 'pg';
import type { Describe, Described } from '../../src/gateway/inference.ts';

type Wire = {
  parse(message: { readonly text: string; readonly name: string; readonly types: readonly number[] }): void;
  describe(message: { readonly type: 'S'; readonly name: string }): void;
  sync(): void;
  once(event: 'parameterDescription', listener: (message: { readonly dataTypeIDs: readonly number[] }) => void): void;
  removeAllListeners(event: 'parameterDescription'): void;
};

/** Parse and Describe of the unnamed statement, without executing it, on a client of `pg`. */
export function describeOver(client: pg.Client): Describe {
  return (text, oids) =>
    new Promise((done) => {
      let outcome: Described = { parameters: [] };
      const question = {
        submit(wire: Wire) {
          wire.once('parameterDescription', ({ dataTypeIDs }) => (outcome = { parameters: dataTypeIDs }));
          wire.parse({ text, name: '', types: oids });
          wire.describe({ type: 'S', name: '' });
          wire.sync();
        },
        handleError: (error: { readonly code?: string; message: string; position?: string }, wire: Wire) => {
          wire.removeAllListeners('parameterDescription');
          const position = error.position === undefined ? {} : { position: Number(error.position) };
          done({ error: { code: error.code ?? '', message: error.message, ...position } }); // `pg` forgets a query that failed
        },
        handleReadyForQuery: () => done(outcome),
        handleRowDescription: () => undefined,
      };
      client.query(question as unknown as pg.Submittable);
    });
}
