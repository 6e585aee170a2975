/** The door for whoever only asks the office: what is asked and answered in custody, none of which loads a driver. */
export {
  type Entry,
  type EntryDetail,
  type HistoryPage,
  entryDetailSchema,
  historySchema,
} from './history-contract.ts';
export { type StoreShown, storeSchema } from './store-contract.ts';
