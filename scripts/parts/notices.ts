import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inside } from './inside.ts';
import type { Lock, Part } from './lock.ts';

const intro = `# Third-party notices

Written by \`node scripts/notices.ts\` from package-lock.json and the packages; do not edit. Jikimi itself is under the Apache License 2.0
(LICENSE). \`npm ci\` fetches the packages below; this repository contains none of them. docs/sbom.cdx.json says the same for machines.
`;

export function notices(root: string, lock: Lock, inside: readonly Inside[]): string {
  const everywhere = lock.parts.filter((part) => !part.development && !part.optional);
  const somewhere = lock.parts.filter((part) => !part.development && part.optional);
  const development = lock.parts.filter((part) => part.development);
  return [
    intro,
    '## What an installation runs\n',
    list(everywhere),
    '\n## Inside of those\n',
    ...inside.map((one) => `- ${one.name} ${one.version} (${one.license}), in ${one.within}: ${one.note}`),
    '\n## On some platforms only\n',
    list(somewhere),
    '\n## For building and testing only\n',
    list(development),
    '\n## Licence texts\n',
    texts(root, everywhere),
  ].join('\n');
}

function list(parts: readonly Part[]): string {
  const lines = parts.map((part) => `- ${part.name} ${part.version} (${part.license ?? 'no licence stated'})`);
  return [...new Set(lines)].join('\n');
}

/** Each text once, under the names of all packages that carry it. */
function texts(root: string, parts: readonly Part[]): string {
  const namesByText = new Map<string, string[]>();
  for (const part of parts) {
    const text =
      licenseText(join(root, part.place)) ??
      `The package carries no licence file; it states: ${part.license ?? 'nothing'}.`;
    namesByText.set(text, [...(namesByText.get(text) ?? []), part.name]);
  }
  return [...namesByText]
    .map(([text, names]) => `### ${[...new Set(names)].join(', ')}\n\n\`\`\`text\n${text}\n\`\`\`\n`)
    .join('\n');
}

function licenseText(folder: string): string | undefined {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)([.-]|$)/i.test(name));
  const whole = files.sort().map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim());
  return whole.length === 0 ? undefined : whole.join('\n\n').replaceAll('```', "'''");
}
