/**
 * gateway: the PostgreSQL wire protocol between stock clients and a membership database.
 *
 * Terms: a *client* signs in with a credential bound to a grant; its *backend* is a connection as the grant's own role; a *session* relays between
 * them and gives every row with sealed columns to the custodian. Invariants: no key here; nothing leaves out of order; no statement is
 * rewritten but for the values that the probe binds and the casts to text around them.
 */
export { Gateway, type GatewayOptions } from './gateway.ts';
export { Targets, sweepLogins } from './logins.ts';
export { makeVerifier, verifierText } from './scram-verifier.ts';
export { gatewayKnock } from './startup.ts';
