/** The door for whoever only asks the office: what of platform loads no driver. The rooms have it from mod.ts. */
export { machineNow } from './clock.ts';
export { type Code, type Phrase, entryOf, isCode } from './codes/mod.ts';
export { type Config, environmentNames, loadConfig } from './config.ts';
export { type Id, idKind } from './id.ts';
export { Refusal } from './refusal.ts';
export { faultFields, onUncaught } from './process.ts';
export { errno, replaceFile } from './durable-file.ts';
export { type Language } from './language.ts';
export { type Problem, problemSchema } from './http/problem.ts';
export { lineSchema } from './http/line.ts';
export { type Status, statusSchema } from './http/health-routes.ts';
export { localHost } from './reachable.ts';
export { version } from './version.ts';
