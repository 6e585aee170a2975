/** What `start --json` says: each thing that happens is one line, an object whose `event` names it. */
import type { StartTexts } from './start-texts.ts';

export const startEvents: StartTexts = {
  clusters: (ports) => line('clusters', { ports }),
  migrated: (migrations) => line('migrated', { migrations }),
  sealing: (done, of) => line('sealing', { done, of }),
  exampleMade: (members) => line('example_made', { members }),
  processes: (pids) => line('processes', Object.fromEntries(pids)),
  ownerLink: (_config, link, until) => line('owner_link', { link, until }),
  ownerLinkElsewhere: () => line('owner_link', { link: null, until: null }),
  ready: ({ home, listen, httpPort }, { uri }, seconds) =>
    line('ready', { home, uri, office: `http://${listen}:${httpPort}`, seconds }),
  ended: ({ name, how, waitMs }) => line('ended', { name, how, waitMs }),
  again: (name) => line('ready_again', { name }),
  stopping: () => line('stopping', {}),
  stopped: () => line('stopped', {}),
};

function line(event: string, detail: object): string {
  return JSON.stringify({ event, ...detail });
}
