import { lineSchema } from '../platform/light.ts';

export const textSchema = lineSchema(200);

/** Kept for years beside a decision; never personal data. */
export const reasonSchema = lineSchema(500);
