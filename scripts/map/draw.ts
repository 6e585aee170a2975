import type { Surveyed } from './survey.ts';

const box = { left: 24, top: 64, width: 210, height: 40, gap: 16 };
const ink = '#1f2933';
const quiet = '#9aa5b1';
const accent = '#0b7285';

/**
 * The map as SVG: rooms from top to bottom in the order of docs/design.md, section 2, so that every allowed arrow points upward. An arrow's width grows with
 * the number of files that import; arrows to platform, which all have, are grey. A room without files is dashed: planned.
 */
export function drawMap(rooms: readonly Surveyed[]): string {
  const row = new Map(rooms.map((room, index) => [room.name, index]));
  const arrows = rooms.flatMap((room, from) =>
    [...room.imports].map(([name, count]) => arrow(from, row.get(name) ?? 0, name, count)),
  );
  const height = box.top + rooms.length * (box.height + box.gap) + 16;
  const width = box.left + box.width + 60 + rooms.length * 26;
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" role="img">`,
    '  <title>The rooms of Jikimi and who imports whom</title>',
    '  <defs>',
    `    ${marker('accent', accent)}`,
    `    ${marker('quiet', quiet)}`,
    '  </defs>',
    `  <rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `  <text x="${box.left}" y="28" font-size="16" font-weight="600" fill="${ink}">Rooms, drawn from the imports</text>`,
    `  <text x="${box.left}" y="48" font-size="12" fill="${ink}">A room imports only rooms above it.</text>`,
    ...arrows.map((line) => `  ${line}`),
    ...rooms.map((room, index) => `  ${roomBox(room, index)}`),
    '</svg>',
  ].join('\n')}\n`;
}

function marker(id: string, color: string): string {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0 8 4 0 8z" fill="${color}"/></marker>`;
}

function middle(index: number): number {
  return box.top + index * (box.height + box.gap) + box.height / 2;
}

/** A curve on the right side; the farther the rooms, the wider it swings. Leaves low and arrives high, so that ends do not meet. */
function arrow(from: number, to: number, name: string, count: number): string {
  const side = box.left + box.width;
  const swing = side + 24 + Math.abs(from - to) * 30;
  const start = middle(from) + (from > to ? -6 : 6);
  const end = middle(to) + (from > to ? 8 : -8);
  const style = name === 'platform' ? 'quiet' : 'accent';
  const width = Math.min(4, 1 + Math.log2(count) / 2).toFixed(1);
  return `<path d="M${side} ${start} C${swing} ${start} ${swing} ${end} ${side + 2} ${end}" fill="none" stroke="${style === 'quiet' ? quiet : accent}" stroke-width="${width}" marker-end="url(#${style})"><title>${count} ${count === 1 ? 'file imports' : 'files import'} ${name}</title></path>`;
}

function roomBox(room: Surveyed, index: number): string {
  const planned = room.files === 0;
  const top = middle(index) - box.height / 2;
  const count = planned ? 'planned' : `${room.files} ${room.files === 1 ? 'file' : 'files'}`;
  const line = planned ? `stroke="${quiet}" stroke-dasharray="4 3"` : `stroke="${ink}"`;
  return [
    `<rect x="${box.left}" y="${top}" width="${box.width}" height="${box.height}" rx="6" fill="#f5f7fa" ${line}/>`,
    `<text x="${box.left + 14}" y="${middle(index) + 5}" font-size="15" fill="${planned ? '#616e7c' : ink}">${room.name}</text>`,
    `<text x="${box.left + box.width - 14}" y="${middle(index) + 4}" font-size="12" text-anchor="end" fill="#52606d">${count}</text>`,
  ].join('');
}
