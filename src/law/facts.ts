/** What this room says happened. A `by` of null is the installation itself, at its start. */
import type { Fact } from '../ledger/mod.ts';

/** Who enacts, under which holding. This room knows nobody: whoever calls has seen that they may. */
export type By = { readonly person: string; readonly holding: string } | null;

export function ruleEnacted(
  {
    jurisdiction,
    topic,
    textHash,
    from,
    to,
  }: { jurisdiction: string; topic: string; textHash: string; from: string; to: string | null },
  by: By,
): Fact {
  return {
    kind: 'rule.enacted',
    body: { jurisdiction, topic, textHash, from, ...(to === null ? {} : { to }), ...who(by) },
  };
}

/** `to`: the first day on which it holds no more. */
export function ruleEnded(
  jurisdiction: string,
  topic: string,
  { from, to }: { readonly from: string; readonly to: string },
  by: By,
): Fact {
  return { kind: 'rule.ended', body: { jurisdiction, topic, from, to, ...who(by) } };
}

export function rulesLoaded(file: string, fileHash: string, added: number, ended: number, by: By): Fact {
  return { kind: 'rules.loaded', body: { file, fileHash, added, ended, ...who(by) } };
}

function who(by: By): { by?: string; holding?: string } {
  return by === null ? {} : { by: by.person, holding: by.holding };
}
