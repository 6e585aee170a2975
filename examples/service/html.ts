/** A template tag that escapes every value but HTML itself, so that nothing that a member wrote becomes markup. */

export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function html(
  parts: TemplateStringsArray,
  ...values: readonly (Html | readonly Html[] | string | number)[]
): Html {
  return new Html(parts.map((part, n) => part + (n < values.length ? textOf(values[n] ?? '') : '')).join(''));
}

function textOf(value: Html | readonly Html[] | string | number): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map((one) => one.text).join('\n');
  return String(value).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
