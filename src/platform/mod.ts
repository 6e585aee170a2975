/**
 * platform: what every room stands on. Configuration, the clock, ids, the database, refusals, clusters, migrations.
 * It knows no room.
 */
export { type Cluster, type ClusterOptions, isAlive, refuseTakenPort, startCluster } from './cluster.ts';
export { now } from './clock.sql.ts';
export { machineNow } from './clock.ts';
export { type Code, codes, entryOf, isCode } from './codes/mod.ts';
export { type Config, environmentNames, loadConfig } from './config.ts';
export {
  type Db,
  type Tx,
  databaseFault,
  isConnectionFault,
  isPasswordMissing,
  openDatabase,
  openPool,
  sql,
  transact,
} from './database.ts';
export { listenTo } from './listen.sql.ts';
export { type Id, type IdKind, idKind } from './id.ts';
export { migrate, migrationNames, migrationText } from './migrate.ts';
export { type Phrase, isPhrase } from './codes/mod.ts';
export { nearest } from './nearest.ts';
export { type Params, Refusal, bareSentence, fill } from './refusal.ts';
export {
  type CustodianPlace,
  type PeerTls,
  custodianDoor,
  custodianPlace,
  custodianRemote,
} from './custodian-place.ts';
export { custodianSocket, databaseUri, type ProcessRole, processRoles, secret, withoutLogin } from './secrets.ts';
export { type Log, faultFields, logFor, onUncaught, runProcess } from './process.ts';
export { errno, eraseFile, flushDirectory, placeFile, replaceFile } from './durable-file.ts';
export { ensureLocalCa } from './local-ca.ts';
export { type TlsMaterial, loadTls } from './tls.ts';
export { type Language, chooseLanguage } from './language.ts';
export { type Problem, problemResponses, problemSchema } from './http/problem.ts';
export { lineSchema } from './http/line.ts';
export { type CsvBroken, type CsvRow, readCsv } from './csv.ts';
export { type LinedYaml, type ShapeFault, linedYaml, shapeFaults } from './lined-yaml.ts';
export { addressOf, bearerOf, cookieOf, isOwnOrigin, languageOf, routeOf } from './http/request.ts';
export { refusePersonalText, seemsPersonal } from './personal-text.ts';
export { commandOf } from './process-command.ts';
export { quoteName, quoteText } from './quote.ts';
export { asOwner, ensureRoles, ownerRole } from './ensure-roles.ts';
export { enterInstallation } from './installation.sql.ts';
export { type Status, statusSchema } from './http/health-routes.ts';
export { type Address, isReachable, localHost } from './reachable.ts';
export { type Repeating, repeating } from './repeating-job.ts';
export { version } from './version.ts';
export { withClient } from './with-client.ts';
