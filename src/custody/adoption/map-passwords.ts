/** The part of a map's table that tells its password columns. */
import type { Params, Phrase, Refusal } from '../../platform/mod.ts';
import type { WrittenMap } from './map-shape.ts';
import { type MappedPassword, type Salt, bytesOf, isForm } from './old-hash.ts';

type Written = WrittenMap['tables'][string];
type WrittenPassword = NonNullable<Written['passwords']>[string];
type Fault = (path: readonly string[], what: Phrase, params?: Params) => Refusal;

export function readPasswords(path: string, written: Written, fault: Fault): MappedPassword[] {
  return Object.entries(written.passwords ?? {}).map(([column, { scheme, encoding, salt }]): MappedPassword => {
    const at = ['tables', path, 'passwords', column];
    if (!Object.hasOwn(bytesOf, scheme)) {
      const extra = encoding !== undefined ? 'encoding' : salt !== undefined ? 'salt' : null;
      if (extra !== null)
        throw fault([...at, extra], 'cannot stand beside scheme {{scheme}}, whose values tell it themselves', {
          scheme,
        });
    }
    return {
      column,
      scheme,
      encoding: encoding ?? 'hex',
      salt: salt === undefined ? null : readSalt([...at, 'salt'], salt, written.never ?? [], fault),
    };
  });
}

function readSalt(
  at: readonly string[],
  { column, form, place, encoding = 'text' }: NonNullable<WrittenPassword['salt']>,
  never: readonly string[],
  fault: Fault,
): Salt {
  if (column === undefined && form !== undefined) {
    if (!isForm(form)) throw fault([...at, 'form'], 'must hold {salt} and {hash}, each once');
    return { place, encoding, from: { kind: 'form', form } };
  }
  if (column === undefined || form !== undefined)
    throw fault(at, 'must say where the salt is: either `column` or `form`');
  if (!never.includes(column))
    throw fault([...at, 'column'], 'must stand under `never` too: a salt is for nobody to read');
  return { place, encoding, from: { kind: 'column', column } };
}
