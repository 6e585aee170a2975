/**
 * The HTTP side of `office`: one Fastify application whose routes state their shapes once (zod: validation, types and OpenAPI), and whose
 * refusals are problems (RFC 9457) in the reader's language. It knows no room; `bin/office.ts` gives it the rooms' routes.
 *
 * Unknown fields are refused with the path to them, and an answer carries only what its schema names: a field that nobody put there
 * stays inside.
 */
import swagger from '@fastify/swagger';
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type RawServerDefault,
  fastify,
} from 'fastify';
import {
  type ZodTypeProvider,
  hasZodFastifySchemaValidationErrors,
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { $ZodIssue } from 'zod/v4/core';
import { faultOf } from './field-fault.ts';
import type { Language } from '../language.ts';
import { problemOf, refusalOf } from './problem-of.ts';
import { type Log, faultFields } from '../process.ts';
import { Refusal } from '../refusal.ts';
import { languageOf, routeOf } from './request.ts';

/** The application as routes see it. */
export type Http = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;
export type HttpRequest = FastifyRequest;

export type HttpOptions = {
  readonly version: string;
  /** Language of who states none. */
  readonly language: Language;
  readonly log: Log;
  /** Addresses of proxies, CIDR, whose word on who asked and how (X-Forwarded-…) is taken. */
  readonly trustedProxy?: string | undefined;
  /** Told of each refusal before it is answered, so that it can be put on record. A fault here is logged and changes nothing. */
  readonly onRefusal?: (request: HttpRequest, refusal: Refusal) => Promise<void>;
};

const mostBytesABody = 1024 * 1024;

/** On every answer. What the office answers is data: no browser shows it as a page, frames it, keeps it or lends it to another site. */
const safety = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

export async function buildHttp(options: HttpOptions): Promise<Http> {
  const app: Http = fastify({
    logger: false,
    bodyLimit: mostBytesABody,
    trustProxy: options.trustedProxy ?? false,
    forceCloseConnections: 'idle',
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Jikimi office',
        version: options.version,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: { securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  app.addHook('onSend', async (request, reply, payload) => {
    reply.headers(safety);
    if (request.protocol === 'https') reply.header('strict-transport-security', 'max-age=31536000');
    return payload;
  });
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());

  app.setErrorHandler(async (error, request, reply) => {
    const language = languageOf(request, options.language);
    const refusal = understand(error, language);
    const problem = problemOf(refusal, language);
    if (problem.status >= 500)
      options.log('fault', { method: request.method, route: routeOf(request), ...faultFields(refusal) });
    await options
      .onRefusal?.(request, refusal)
      .catch((fault: unknown) => options.log('refusal_unrecorded', faultFields(fault)));
    if (problem.status === 503) reply.header('retry-after', '1');
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(problem.status)
      .header('content-language', language)
      .type('application/problem+json')
      .serializer(JSON.stringify)
      .send(problem);
  });
  app.setNotFoundHandler((request) => {
    throw new Refusal('JK003', {
      what: 'address',
      name: `${request.method} ${request.url.split('?')[0]}`.slice(0, 100),
    });
  });
  return app;
}

function understand(error: unknown, language: Language): Refusal {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation.find((one) => one.keyword === 'unrecognized_keys') ?? error.validation[0];
    if (first !== undefined) {
      const issue = {
        code: first.keyword,
        path: segments(first.instancePath),
        message: first.message ?? '',
        ...first.params,
      };
      return new Refusal(
        'JK002',
        faultOf(error.validationContext ?? 'request', issue as unknown as $ZodIssue, language),
      );
    }
  }
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' && error.statusCode < 500)
    return new Refusal('JK002', { path: 'body', fault: transportFault(error, language) }, undefined);
  return refusalOf(error, language);
}

/** Faults of Fastify itself: body too large, not JSON, another media type. */
function transportFault(error: Error, language: Language): string {
  const code = 'code' in error ? String(error.code) : '';
  const known = {
    FST_ERR_CTP_BODY_TOO_LARGE: [`is longer than ${mostBytesABody} bytes`, `(${mostBytesABody}바이트를 넘습니다)`],
    FST_ERR_CTP_INVALID_MEDIA_TYPE: ['is not application/json', '(application/json이 아닙니다)'],
    FST_ERR_CTP_EMPTY_JSON_BODY: ['is empty', '(비어 있습니다)'],
  }[code];
  return (known ?? ['is not valid JSON', '(올바른 JSON이 아닙니다)'])[language === 'ko' ? 1 : 0] ?? '';
}

function segments(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
