/** The pages: forms that work without a script. */
import { type Html, html } from './html.ts';
import type { Account } from './membership.ts';
import type { Order } from './shapes.ts';
import { type Language, type Word, words } from './words.ts';

type Field = { readonly name: Word; readonly type?: string; readonly value?: string | null; readonly needed?: boolean };

export function doorPage(language: Language): Html {
  const email: Field = { name: 'email', type: 'email', needed: true };
  const password: Field = { name: 'password', type: 'password', needed: true };
  return page(
    language,
    html`${form(language, '/sign-in', 'signIn', [email, password])}
${form(language, '/sign-up', 'signUp', [email, password, ...personal({})])}`,
  );
}

export function memberPage(language: Language, account: Account, orders: readonly Order[]): Html {
  const say = (word: Word) => words[word][language];
  const email: Field = { name: 'email', type: 'email', value: account.email, needed: true };
  const newsletter = account.newsletter
    ? form(language, '/unsubscribe', 'unsubscribe', [])
    : html`<p>${say('unsubscribed')}</p>`;
  const list =
    orders.length === 0
      ? html`<p>${say('none')}</p>`
      : html`<ul>${orders.map((one) => html`<li>${one.item}, ${one.amount_krw} → ${one.recipient}, ${one.delivery_address}</li>`)}</ul>`;
  return page(
    language,
    html`<h2>${say('profile')}</h2>
${form(language, '/profile', 'save', [email, ...personal(account)])}
<h2>${say('orders')}</h2>
${list}
${form(language, '/order', 'order', [
  { name: 'item', needed: true },
  { name: 'amount_krw', type: 'number', needed: true },
  { name: 'delivery_address' },
])}
${newsletter}
${form(language, '/sign-out', 'signOut', [])}
${form(language, '/withdraw', 'withdraw', [])}`,
  );
}

export function problemPage(language: Language, sentence: string): Html {
  return page(language, html`<p role="alert">${sentence}</p>\n<p><a href="/">${words.back[language]}</a></p>`);
}

function personal(known: Partial<Pick<Account, 'name' | 'phone' | 'address' | 'birth_date'>>): readonly Field[] {
  const { name = null, phone = null, address = null, birth_date = null } = known;
  return [
    { name: 'name', value: name, needed: true },
    { name: 'phone', type: 'tel', value: phone },
    { name: 'address', value: address },
    { name: 'birth_date', type: 'date', value: birth_date },
  ];
}

function form(language: Language, action: string, submit: Word, fields: readonly Field[]): Html {
  const inputs = fields.map(
    ({ name, type = 'text', value, needed = false }) =>
      html`<p><label>${words[name][language]} <input name="${name}" type="${type}" value="${value ?? ''}"${html`${needed ? ' required' : ''}`}></label></p>`,
  );
  return html`<form method="post" action="${action}">
${inputs}
<p><button>${words[submit][language]}</button></p>
</form>`;
}

function page(language: Language, body: Html): Html {
  const title = words.title[language];
  return html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;
}
