import { z } from 'zod';

/** One line that says something. */
export const textSchema = z.string().trim().min(1).max(200);

/** Kept for years beside a decision; never personal data. */
export const reasonSchema = z.string().trim().min(1).max(500);
