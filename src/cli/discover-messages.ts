/** What `jikimi discover` and its child say to each other over IPC. The connection string comes by environment, values never. */
import type { Report } from '../catalog/discovery/mod.ts';
import type { Language, Params } from '../platform/mod.ts';

export type ToDiscoverer = { readonly kind: 'discover'; readonly language: Language };

export type FromDiscoverer =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number; readonly table: string }
  | { readonly kind: 'discovered'; readonly report: Report }
  | { readonly kind: 'refused'; readonly code: string; readonly params: Params; readonly fault: string };
