/** The door for whoever only asks the office: what is asked and answered in ledger, none of which loads a driver. */
export { type VerdictShown, verifyLineSchema } from './contract.ts';
