/**
 * `rebuilt`: stays, over sealed values. `recreated`: dropped and made again as it was. `replaced`: by the map's SQL. `dropped`: goes. `kept`: works on over what is
 * sealed, as the map says.
 * `unanswered`: the map must say. `may-break`: PostgreSQL cannot tell. `exposed`: PUBLIC may use it, and so may every grant.
 */
export type Effect = 'rebuilt' | 'recreated' | 'replaced' | 'dropped' | 'kept' | 'unanswered' | 'may-break' | 'exposed';
export type Consequence = { readonly kind: string; readonly name: string; readonly effect: Effect };
