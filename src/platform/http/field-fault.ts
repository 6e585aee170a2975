/** What is wrong with a field of a request, in words: where, and what; never the value that stood there. */
import type { $ZodIssue } from 'zod/v4/core';
import type { Language } from '../language.ts';

export type FieldFault = { readonly path: string; readonly fault: string };

/** `root` is `body`, `querystring` or `params`; the path goes on as in JavaScript: `body.fields[0].mode`. */
export function faultOf(root: string, issue: $ZodIssue, language: Language): FieldFault {
  const ko = language === 'ko';
  const path = join(root, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return {
        path: join(root, [...issue.path, issue.keys[0] ?? '']),
        fault: ko ? '(이 요청에 없는 항목입니다)' : 'is not a field of this request',
      };
    case 'invalid_type':
      return { path, fault: typeFault(issue.expected, issue.message, ko) };
    case 'invalid_value':
      return {
        path,
        fault: ko ? `(다음 가운데 하나: ${issue.values.join(', ')})` : `must be one of: ${issue.values.join(', ')}`,
      };
    case 'too_small':
      return { path, fault: sizeFault('small', issue.origin, issue.minimum, ko) };
    case 'too_big':
      return { path, fault: sizeFault('big', issue.origin, issue.maximum, ko) };
    case 'invalid_union':
      return (
        branchFault(root, issue, language) ?? {
          path,
          fault: ko ? '(형식이 맞지 않습니다)' : 'has none of the forms that are allowed',
        }
      );
    case 'custom':
      return { path, fault: issue.message };
    case 'invalid_format':
      if (issue.format === 'date')
        return { path, fault: ko ? '(2027-01-04 같은 날짜여야 합니다)' : 'is no day (2027-01-04)' };
      return { path, fault: formFault(issue.message, ko) };
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return { path, fault: formFault(issue.message, ko) };
  }
}

function formFault(message: string, ko: boolean): string {
  if (ko) return '(형식이 맞지 않습니다)';
  return `is not in the right form${message.startsWith('Invalid') ? '' : `: ${message}`}`;
}

function typeFault(expected: string, message: string, ko: boolean): string {
  if (/received undefined/.test(message)) return ko ? '(빠졌습니다)' : 'is missing';
  return ko ? `(${expected} 형식이어야 합니다)` : `must be of the type ${expected}`;
}

function sizeFault(side: 'small' | 'big', origin: string, bound: number | bigint, ko: boolean): string {
  if (origin === 'string' && side === 'small') return ko ? '(비어 있습니다)' : 'is empty';
  const least = side === 'small';
  if (ko) return `(${bound} ${least ? '이상' : '이하'}이어야 합니다)`;
  const counted = origin === 'array' ? ' items' : origin === 'string' ? ' characters' : '';
  return `must be at ${least ? 'least' : 'most'} ${bound}${counted}`;
}

/** Of a union the branch that got furthest tells the most. */
function branchFault(
  root: string,
  issue: Extract<$ZodIssue, { code: 'invalid_union' }>,
  language: Language,
): FieldFault | undefined {
  const issues = issue.errors.flat();
  const deepest = issues.toSorted((a, b) => b.path.length - a.path.length)[0];
  if (deepest === undefined || deepest.path.length === 0) return undefined;
  return faultOf(root, { ...deepest, path: [...issue.path, ...deepest.path] }, language);
}

function join(root: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}.${String(part)}`),
    root,
  );
}
