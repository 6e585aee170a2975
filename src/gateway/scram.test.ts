import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../platform/mod.ts';
import { scramAnswer, scramHello, scramVerify } from './scram-client.ts';
import { SCRAM, SCRAM_PLUS, scramChallenge, scramMechanisms, scramProof } from './scram-server.ts';
import {
  makeNonce,
  makeVerifier,
  readVerifier,
  type ScramVerifier,
  verifierOrMock,
  verifierText,
} from './scram-verifier.ts';

/** RFC 7677, section 3. */
const vector = {
  salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
  clientNonce: 'rOprNGfwEbeRWgbNEkqO',
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  clientFirst: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  serverFirst: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  clientFinal:
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  serverFinal: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};

const verifier = makeVerifier('pencil', vector.salt);
const secret = Buffer.alloc(32, 5);
const endPoint = Buffer.alloc(32, 0xcc);

function refused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof Refusal && error.code === code;
}

function challenge(clientFirst: string, mechanism = SCRAM, binding?: Buffer, from: ScramVerifier = verifier) {
  return scramChallenge(mechanism, clientFirst, { verifier: from, binding, serverNonce: vector.serverNonce });
}

function signIn(password: string, from: ScramVerifier): void {
  const hello = scramHello(makeNonce());
  const { message, exchange } = scramChallenge(SCRAM, hello.message, {
    verifier: from,
    binding: endPoint,
    serverNonce: makeNonce(),
  });
  const answer = scramAnswer(hello, password, message);
  scramVerify(answer, scramProof(exchange, answer.message));
}

test('scramChallenge and scramProof say what RFC 7677 says', () => {
  const { message, exchange } = challenge(vector.clientFirst);
  assert.equal(message, vector.serverFirst);
  assert.equal(scramProof(exchange, vector.clientFinal), vector.serverFinal);
});

test('scramHello, scramAnswer and scramVerify say what RFC 7677 says', () => {
  const hello = scramHello(vector.clientNonce, 'user');
  assert.equal(hello.message, vector.clientFirst);
  const answer = scramAnswer(hello, 'pencil', vector.serverFirst);
  assert.equal(answer.message, vector.clientFinal);
  scramVerify(answer, vector.serverFinal);
});

test('both roles agree for any token, and for no other', () => {
  const token = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
    minLength: 1,
  });
  fc.assert(
    fc.property(token, (password) => {
      const made = makeVerifier(password);
      signIn(password, made);
      assert.throws(() => signIn(`${password}x`, made), refused('JK403'));
    }),
    { numRuns: 20 },
  );
});

test('scramMechanisms offers PLUS only where there is something to bind to', () => {
  assert.deepEqual(scramMechanisms(undefined), ['SCRAM-SHA-256']);
  assert.deepEqual(scramMechanisms(endPoint), ['SCRAM-SHA-256-PLUS', 'SCRAM-SHA-256']);
  assert.throws(() => challenge('p=tls-server-end-point,,n=,r=abc', SCRAM_PLUS), refused('JK408'));
  assert.throws(() => challenge('n,,n=,r=abc', 'PLAIN', endPoint), refused('JK408'));
});

test('scramChallenge refuses a client that believes PLUS was not offered', () => {
  assert.throws(() => challenge('y,,n=,r=abc', SCRAM, endPoint), refused('JK406'));
  assert.ok(challenge('y,,n=,r=abc', SCRAM).message.startsWith('r=abc'));
  assert.ok(challenge('n,,n=,r=abc', SCRAM, endPoint).message.startsWith('r=abc'));
});

test('scramChallenge refuses a binding flag that contradicts the mechanism, and bindings that we do not have', () => {
  for (const flag of ['n', 'y']) {
    assert.throws(() => challenge(`${flag},,n=,r=abc`, SCRAM_PLUS, endPoint), refused('JK400'));
  }
  assert.throws(() => challenge('p=tls-server-end-point,,n=,r=abc', SCRAM, endPoint), refused('JK400'));
  assert.throws(() => challenge('p=tls-unique,,n=,r=abc', SCRAM_PLUS, endPoint), refused('JK408'));
});

test('scramProof binds to our certificate and to the header that the client began with', () => {
  const first = 'p=tls-server-end-point,,n=,r=abc';
  const { message, exchange } = challenge(first, SCRAM_PLUS, endPoint);
  const header = 'p=tls-server-end-point,,';
  const proven = (channel: Buffer) => {
    const nonce = /^r=([^,]+)/.exec(message)?.[1];
    return scramProof(exchange, `c=${channel.toString('base64')},r=${nonce},p=${Buffer.alloc(32).toString('base64')}`);
  };
  // The right binding gets as far as the proof, which is wrong here.
  assert.throws(() => proven(Buffer.concat([Buffer.from(header), endPoint])), refused('JK403'));
  assert.throws(() => proven(Buffer.concat([Buffer.from(header), Buffer.alloc(32, 0xcd)])), refused('JK407'));
  assert.throws(() => proven(Buffer.from('n,,')), refused('JK407'));
});

test('scramChallenge refuses another form, another user and mandatory extensions', () => {
  for (const first of [
    '',
    'n,,',
    'n,,n=,r=',
    'n,a=admin,n=,r=abc',
    'n,,m=x,n=,r=abc',
    'x,,n=,r=abc',
    'n,,n=,r=a b',
    'n=x,,n=,r=abc',
  ]) {
    assert.throws(() => challenge(first), refused('JK400'), first);
  }
});

test('scramProof refuses another nonce, a proof of another length and any change of a byte', () => {
  const { exchange } = challenge(vector.clientFirst);
  assert.throws(() => scramProof(exchange, vector.clientFinal.replace('k0,', 'k1,')), refused('JK400'));
  assert.throws(() => scramProof(exchange, vector.clientFinal.replace(/p=.*/, 'p=AAAA')), refused('JK400'));
  assert.throws(() => scramProof(exchange, vector.clientFinal.replace(',p=', ',x=1,p=')), refused('JK403'));
  for (let at = 0; at < vector.clientFinal.length; at++) {
    const changed = `${vector.clientFinal.slice(0, at)}A${vector.clientFinal.slice(at + 1)}`;
    if (changed !== vector.clientFinal) assert.throws(() => scramProof(exchange, changed), Refusal, changed);
  }
});

test('SCRAM steps meet random text with a refusal only', () => {
  const { exchange } = challenge(vector.clientFirst);
  const hello = scramHello('abc');
  const answer = scramAnswer(scramHello(vector.clientNonce, 'user'), 'pencil', vector.serverFirst);
  const piece = fc.constantFrom(
    'n,,',
    'p=',
    'r=',
    'c=biws',
    's=',
    'i=4096',
    'v=',
    ',',
    '=',
    'AAAA',
    vector.serverNonce,
    '\n',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        for (const step of [
          () => challenge(text),
          () => scramProof(exchange, text),
          () => scramAnswer(hello, 'pencil', text),
          () => scramVerify(answer, text),
        ]) {
          try {
            step();
          } catch (error) {
            assert.ok(error instanceof Refusal);
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('verifierOrMock goes on with an unknown user as with a known one, the same way each time', () => {
  const mock = verifierOrMock(undefined, 'nobody', secret);
  assert.deepEqual(verifierOrMock(undefined, 'nobody', secret), mock);
  assert.notDeepEqual(verifierOrMock(undefined, 'somebody', secret).salt, mock.salt);
  assert.notDeepEqual(verifierOrMock(undefined, 'nobody', Buffer.alloc(32, 6)).salt, mock.salt);
  const fresh = makeVerifier('pencil');
  assert.equal(mock.salt.length, fresh.salt.length);
  assert.equal(mock.iterations, fresh.iterations);
  assert.throws(() => signIn('pencil', mock), refused('JK403'));
  assert.equal(verifierOrMock(verifier, 'user', secret), verifier);
});

test('scramVerify refuses a server that does not know the password', () => {
  const answer = scramAnswer(scramHello(vector.clientNonce, 'user'), 'pencil', vector.serverFirst);
  for (const final of [
    '',
    'v=',
    'e=other-error',
    `v=${Buffer.alloc(32).toString('base64')}`,
    vector.serverFinal.replace('6', '7'),
  ]) {
    assert.throws(() => scramVerify(answer, final), refused('JK409'), final);
  }
});

test('scramAnswer refuses a nonce that is not its own and counts that no honest server sends', () => {
  const hello = scramHello('abc');
  for (const first of [
    'r=abd1,s=AAAA,i=4096',
    'r=abc,s=AAAA,i=4096',
    'r=abcd,s=AAAA,i=4095',
    'r=abcd,s=AAAA,i=1000001',
  ]) {
    assert.throws(() => scramAnswer(hello, 'pencil', first), refused('JK409'), first);
  }
  for (const first of ['r=abcd,s=,i=4096', 'r=abcd,s=A,i=4096', 'r=abcd,s=AAAA,i=04096', 'm=x,r=abcd,s=AAAA,i=4096']) {
    assert.throws(() => scramAnswer(hello, 'pencil', first), refused('JK400'), first);
  }
});

test('makeVerifier takes only tokens on which SASLprep changes nothing', () => {
  for (const password of ['', 'with space', '비밀번호', 'a\u00ad']) assert.throws(() => makeVerifier(password));
});

test('readVerifier reads what verifierText wrote, as PostgreSQL writes it, and nothing else', () => {
  const written = verifierText(verifier);
  assert.match(written, /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$[^:]{44}:[^:]{44}$/);
  assert.deepEqual(readVerifier(written), verifier);
  for (const text of ['', 'md5abc', written.slice(0, -1), `${written}x`, written.replace('4096', '0')]) {
    assert.equal(readVerifier(text), undefined);
  }
});
