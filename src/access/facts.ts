/** What this room says happened: each request, decision, ending and credential. */
import type { Fact } from '../ledger/mod.ts';

type Decider = { readonly person: string; readonly office: string; readonly holding: string };

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

export function credentialIssued(grant: string, username: string, person: string): Fact {
  return { kind: 'credential.issued', body: { grant, username, person } };
}

export function credentialEnded(grant: string, username: string, by: string): Fact {
  return { kind: 'credential.ended', body: { grant, username, by } };
}
