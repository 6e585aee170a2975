/** The door for whoever only asks: what of ledger loads no driver. Each is in mod.ts as well. */
export { type VerdictShown, verifyLineSchema } from './contract.ts';
