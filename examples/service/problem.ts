/** What goes wrong, said as RFC 9457 says it, in Korean or English. Nothing of a request's values is repeated. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { languageOf } from './words.ts';

export const problems = {
  'signed-out': { status: 401, ko: '로그인이 필요합니다.', en: 'Sign in first.' },
  'wrong-credentials': {
    status: 401,
    ko: '이메일 주소 또는 비밀번호가 맞지 않습니다.',
    en: 'The e-mail address or the password is wrong.',
  },
  forbidden: { status: 403, ko: '관리자만 할 수 있습니다.', en: 'Only administrators may do this.' },
  'not-found': { status: 404, ko: '찾을 수 없습니다.', en: 'There is no such thing.' },
  'email-taken': {
    status: 409,
    ko: '이미 가입된 이메일 주소입니다.',
    en: 'There is a member with this e-mail address.',
  },
  'no-address': { status: 422, ko: '배송지 주소가 필요합니다.', en: 'A delivery address is needed.' },
  invalid: { status: 422, ko: '입력한 내용을 확인해 주십시오.', en: 'Something that was entered cannot be right.' },
  'bad-request': { status: 400, ko: '잘못된 요청입니다.', en: 'The request cannot be read.' },
  away: {
    status: 503,
    ko: '지금은 처리할 수 없습니다. 잠시 후 다시 시도해 주십시오.',
    en: 'Not now. Try again in a moment.',
  },
  fault: { status: 500, ko: '처리하지 못했습니다. 다시 시도해 주십시오.', en: 'This failed. Try again.' },
} as const;
export type ProblemName = keyof typeof problems;

export class Problem extends Error {
  readonly kind: ProblemName;
  readonly paths: readonly string[];

  constructor(kind: ProblemName, { paths = [], cause }: { paths?: readonly string[]; cause?: unknown } = {}) {
    super(problems[kind].en, { cause });
    this.kind = kind;
    this.paths = paths;
  }
}

/** The database cannot be reached, has no room, or is just being stopped: classes 08, 53 and 57P of PostgreSQL's codes, and the network's own. */
const unreachable = /^(08|53|57P|ECONN|EHOSTUNREACH|ETIMEDOUT|EPIPE)/;

/** What an error means to whoever asked. The name of the constraint tells a taken address from any other fault of the database. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError)
    return new Problem('invalid', { paths: error.issues.map((issue) => issue.path.join('.')) });
  const { code, constraint, statusCode } = error as { code?: string; constraint?: string; statusCode?: number };
  if (code === '23505' && constraint === 'members_email_key') return new Problem('email-taken', { cause: error });
  if (code !== undefined && unreachable.test(code)) return new Problem('away', { cause: error });
  if (statusCode !== undefined && statusCode < 500) return new Problem('bad-request', { cause: error });
  return new Problem('fault', { cause: error });
}

export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { kind, paths, cause } = problemOf(error);
  const { status, ...sentence } = problems[kind];
  if (status >= 500) request.log.error({ cause: faultOf(cause) }, 'fault');
  return reply
    .code(status)
    .type('application/problem+json')
    .send({
      type: `urn:service:${kind}`,
      title: sentence[languageOf(request)],
      status,
      ...(paths.length > 0 ? { paths } : {}),
    });
}

/** For the log: never the values, which a driver's error may hold. */
function faultOf(cause: unknown): Record<string, unknown> {
  const { name, code, constraint } = (cause ?? {}) as { name?: string; code?: string; constraint?: string };
  return { name, code, constraint };
}
