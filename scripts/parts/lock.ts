import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().default(false),
  optional: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

const lockFile = z.object({
  name: z.string(),
  version: z.string(),
  lockfileVersion: z.literal(3),
  packages: z.record(z.string(), entry),
});

/** One package of package-lock.json. */
export type Part = {
  /** `node_modules/…`, as in the lock. */
  readonly place: string;
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as the package states it. */
  readonly license: string | undefined;
  /** Subresource integrity, `sha512-…` in base64. */
  readonly integrity: string | undefined;
  /** Only for building and testing: not in an installation. */
  readonly development: boolean;
  /** Only on some platforms. */
  readonly optional: boolean;
  /** Places of the packages that it loads. */
  readonly needs: readonly string[];
};

export type Lock = {
  readonly name: string;
  readonly version: string;
  readonly parts: readonly Part[];
  readonly needs: readonly string[];
};

/** Reads package-lock.json below `root`; parts are sorted by name and version. */
export function readLock(root: string): Lock {
  const { name, version, packages } = lockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')));
  const needsOf = (place: string): string[] => {
    const one = packages[place];
    if (one === undefined) return [];
    const names = {
      ...one.dependencies,
      ...one.optionalDependencies,
      ...one.peerDependencies,
      ...(place === '' ? one.devDependencies : {}),
    };
    const places = Object.keys(names).map((needed) => placeOf(packages, place, needed));
    return places.filter((found) => found !== undefined).sort();
  };
  const parts = Object.entries(packages)
    .filter(([place]) => place !== '')
    .map(([place, one]) => ({
      place,
      name: place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: one.version ?? '',
      license: one.license,
      integrity: one.integrity,
      development: one.dev || one.devOptional,
      optional: one.optional,
      needs: needsOf(place),
    }));
  return { name, version, parts: parts.sort(byNameAndVersion), needs: needsOf('') };
}

/** Where `name` is found from `place`: below it, or below a folder that holds it, as Node looks it up. */
function placeOf(packages: Readonly<Record<string, unknown>>, place: string, name: string): string | undefined {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const found = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (found in packages) return found;
    if (at === '') return undefined;
  }
}

function byNameAndVersion(one: Part, other: Part): number {
  const [a, b] = [`${one.name}@${one.version} ${one.place}`, `${other.name}@${other.version} ${other.place}`];
  return a < b ? -1 : Number(a > b);
}
