#!/usr/bin/env node
'use strict';
/**
 * What `npx jikimi` runs, under any Node: hands over to bin/jikimi.ts in the Node 26 that `npm ci` installed, or in this very process
 * where it is one already. Arguments, standard streams, signals and the exit code pass through.
 */
const fs = require('fs');
const path = require('path');
const child = require('child_process');
const url = require('url');

const root = path.resolve(__dirname, '..');
const entry = path.join(__dirname, 'jikimi.ts');
const runtime = path.join(root, 'node_modules', 'node', 'bin', 'node');
// What was compiled is kept beside the packages: a third of a short command is compiling. Where that cannot be written, nothing is kept.
const compiled = path.join(root, 'node_modules', '.cache', 'jikimi');

function isRecent() {
  return Number(process.versions.node.split('.')[0]) >= 26;
}

function complain(sentence) {
  process.stderr.write('jikimi: ' + sentence + '\n');
  process.exit(1);
}

function runHere() {
  process.argv[1] = entry;
  require('module').enableCompileCache(compiled);
  import(url.pathToFileURL(entry).href).catch(function (error) {
    complain(error && error.stack ? error.stack : String(error));
  });
}

function runThere() {
  const run = child.spawn(runtime, [entry].concat(process.argv.slice(2)), {
    stdio: 'inherit',
    env: Object.assign({ NODE_COMPILE_CACHE: compiled }, process.env),
  });
  // A terminal sends Ctrl-C to the child as well; it must arrive once, since a second one asks for haste.
  const passed = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGTERM', 'SIGHUP', 'SIGINT'];
  passed.forEach(function (signal) {
    process.on(signal, function () {
      run.kill(signal);
    });
  });
  if (process.stdin.isTTY) process.on('SIGINT', function () {});
  run.on('error', function (error) {
    complain('Node 26 in ' + runtime + ' does not start (' + error.code + '). Run `npm ci` in ' + root + '.');
  });
  run.on('exit', function (code, signal) {
    if (!signal) return process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

if (!fs.existsSync(path.join(root, 'node_modules', '.package-lock.json')) || (!isRecent() && !fs.existsSync(runtime)))
  complain('its parts are not installed yet. Run `npm ci` in ' + root + ' (`npm ci --ignore-scripts=false` where npm is set to run no scripts).');
if (isRecent()) runHere();
else runThere();
