/** The door for whoever only asks: what of catalog loads no driver. Each is in mod.ts as well. */
export { modes } from './category.ts';
export { type PurposeRequest, purposeSchema, withdrawnSchema } from './contract.ts';
