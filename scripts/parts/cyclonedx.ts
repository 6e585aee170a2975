import { createHash } from 'node:crypto';
import type { Inside } from './inside.ts';
import type { Lock, Part } from './lock.ts';

/**
 * A bill of materials as CycloneDX 1.6 (ECMA-424). The same lock gives the same bytes: no time of writing, and a serial number that is a
 * hash of the content. `scope` is `excluded` for what only builds and tests; what packages carry inside is nested in them.
 */
export function cycloneDx(lock: Lock, inside: readonly Inside[]): Readonly<Record<string, unknown>> {
  const self = {
    type: 'application',
    'bom-ref': `${lock.name}@${lock.version}`,
    name: lock.name,
    version: lock.version,
  };
  const refs = new Map(lock.parts.map((part) => [part.place, referenceOf(part)] as const));
  const dependsOn = (needs: readonly string[]) => [...new Set(needs.map((place) => refs.get(place) ?? place))].sort();
  const content = {
    metadata: { component: { ...self, licenses: [{ license: { id: 'Apache-2.0' } }] } },
    components: lock.parts.map((part) => component(part, inside)),
    dependencies: [
      { ref: self['bom-ref'], dependsOn: dependsOn(lock.needs) },
      ...lock.parts.map((part) => ({ ref: referenceOf(part), dependsOn: dependsOn(part.needs) })),
    ],
  };
  return { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: serialOf(content), version: 1, ...content };
}

/** Unique in the lock: a package that stands there twice in one version is told apart by its place. */
function referenceOf(part: Part): string {
  return part.place === `node_modules/${part.name}` ? purl(part) : `${purl(part)}#${part.place}`;
}

/** Package URL of the npm type; the @ of a scope is percent-encoded there. */
function purl(part: Part): string {
  return `pkg:npm/${part.name.replace(/^@/, '%40')}@${part.version}`;
}

function component(part: Part, inside: readonly Inside[]): Readonly<Record<string, unknown>> {
  const carried = inside.filter((one) => one.within === part.name);
  return {
    type: 'library',
    'bom-ref': referenceOf(part),
    name: part.name,
    version: part.version,
    purl: purl(part),
    scope: part.development ? 'excluded' : part.optional ? 'optional' : 'required',
    ...(part.integrity === undefined ? {} : { hashes: [hashOf(part.integrity)] }),
    ...(part.license === undefined ? {} : { licenses: licensesOf(part.license) }),
    ...(carried.length === 0 ? {} : { components: carried.map((one) => carriedComponent(part, one)) }),
  };
}

function carriedComponent(part: Part, one: Inside): Readonly<Record<string, unknown>> {
  const ref = `${referenceOf(part)}!${one.name}@${one.version}`;
  return {
    type: 'library',
    'bom-ref': ref,
    name: one.name,
    version: one.version,
    licenses: licensesOf(one.license),
    description: one.note,
  };
}

function licensesOf(license: string): readonly unknown[] {
  return /[\s()]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }];
}

function hashOf(integrity: string): { alg: string; content: string } {
  const [algorithm, base64] = integrity.split(/-(.*)/s);
  const alg = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' }[algorithm ?? ''];
  if (alg === undefined || base64 === undefined)
    throw new Error(`package-lock.json has an integrity that CycloneDX cannot say: ${integrity}`);
  return { alg, content: Buffer.from(base64, 'base64').toString('hex') };
}

/** A UUID of version 8 (RFC 9562: custom) from the SHA-256 of the content. */
function serialOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(18, 20)}-${hex.slice(20, 32)}`;
}
