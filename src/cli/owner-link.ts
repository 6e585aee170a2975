/** The owner's one-time link, made on the host: whoever may read the home's secrets may do it, and nobody over the network. */
import { type Link, firstOwnerLink, makeOwnerLink, ownerHasSignedIn } from '../people/mod.ts';
import { type Config, type Db, databaseUri, openDatabase } from '../platform/mod.ts';

export async function makeLink(config: Config): Promise<Link> {
  return withOffice(config, makeOwnerLink);
}

/** The first link of this installation, once; undefined where there was one. */
export async function firstLink(config: Config): Promise<Link | undefined> {
  return withOffice(config, firstOwnerLink);
}

export async function isSignedInTo(config: Config): Promise<boolean> {
  return withOffice(config, ownerHasSignedIn);
}

async function withOffice<T>(config: Config, work: (office: Db) => Promise<T>): Promise<T> {
  const office = openDatabase(databaseUri(config, 'office'), 1);
  try {
    return await work(office);
  } finally {
    await office.destroy();
  }
}
