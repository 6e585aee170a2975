/** The door for whoever only asks: what of custody loads no driver. Each is in mod.ts as well. */
export {
  type Entry,
  type EntryDetail,
  type HistoryPage,
  entryDetailSchema,
  historySchema,
} from './history-contract.ts';
export { type StoreShown, storeSchema } from './store-contract.ts';
