/** What this room says happened: each request, decision, ending and credential. */
import type { Fact } from '../ledger/mod.ts';
import type { Under } from '../people/mod.ts';

/** Who decided, and under which office, on what basis, they held it at that moment. */
type Decider = Under & { readonly person: string };

export function grantRequested(grant: string, requester: string, holder: string, terms: object): Fact {
  return { kind: 'grant.requested', body: { grant, requester, holder, terms } };
}

export function grantDecided(grant: string, verdict: 'approved' | 'rejected', decider: Decider, reason: string): Fact {
  return { kind: `grant.${verdict}`, body: { grant, decider: { ...decider }, reason } };
}

export function grantBegan(grant: string): Fact {
  return { kind: 'grant.began', body: { grant } };
}

export function grantEnded(grant: string, as: 'REVOKED' | 'REPLACED', by: Decider, reason: string): Fact {
  return { kind: 'grant.ended', body: { grant, as, by: { ...by }, reason } };
}

/** The holder moved then, and a responsible person found the grant necessary all the same. */
export function grantKept(grant: string, moved: string, by: Decider, reason: string): Fact {
  return { kind: 'grant.kept', body: { grant, moved, by: { ...by }, reason } };
}

export function credentialIssued(grant: string, username: string, person: string): Fact {
  return { kind: 'credential.issued', body: { grant, username, person } };
}

/** By itself. The entry is as late as whoever wrote it; `ended` is when it was. */
export function grantLapsed(grant: string, as: 'EXPIRED' | 'REVIEW_LAPSED', ended: Temporal.Instant): Fact {
  return { kind: 'grant.ended', body: { grant, as, ended: String(ended) } };
}

/** `office`: none where they end their own. */
export function credentialEnded(grant: string, username: string, by: string, office?: Under): Fact {
  const under = office === undefined ? {} : { under: { ...office } };
  return { kind: 'credential.ended', body: { grant, username, by, ...under } };
}
