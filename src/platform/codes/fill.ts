/** Fills `{{name}}`; a name without a value stays visible, so that a missing parameter is noticed and never throws on the way out. */
export function fill(template: string, params: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}
