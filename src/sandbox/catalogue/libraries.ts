import type { LibraryFields } from '../store/parts';

/** A library of the store (API reference, §12.5). */
export interface StoreLibrary {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly installations_count: number;
  readonly updated_at: string;
}

/** Libraries by their official names (BJS reference, §9); descriptions and counts are made up. */
export const storeLibraries: readonly StoreLibrary[] = [
  ['Webhooks', 'Addresses that other services call to run a command.', 18_402, '2025-11-04'],
  ['MembershipChecker', 'Lets only members of your channels and groups go on.', 15_977, '2026-02-18'],
  ['CooldownLib', 'Waiting times for people, chats and the whole bot.', 6120, '2024-08-30'],
  ['Guard', 'Keeps commands for admins.', 3384, '2026-01-12'],
  ['Lang', 'One bot in many languages.', 7056, '2023-05-22'],
  ['DateTimeFormat', 'Dates and times as people write them.', 21_640, '2021-03-09'],
  ['Random', 'Random numbers, and a random message of many.', 19_215, '2020-10-01'],
  ['CoinPayments', 'Payments in crypto currencies with CoinPayments.', 11_873, '2023-01-17'],
  ['OxaPayLibV1', 'Payments in crypto currencies with OxaPay.', 2491, '2025-06-25'],
  ['Coinbase', 'Talks to Coinbase.', 4302, '2022-12-05'],
  ['FreeKassaPayment', 'Payments with FreeKassa.', 2968, '2021-07-14'],
  ['CurrencyConverter', 'Turns an amount of one currency into another.', 5533, '2020-04-28'],
  ['GoogleApp', 'Runs your functions as a Google Apps Script.', 1874, '2024-03-11'],
  ['GoogleTableSync', 'Reads and writes a Google table.', 2219, '2024-03-19'],
].map(([name, description, count, day], index) => ({
  id: index + 1,
  name: String(name),
  description: String(description),
  installations_count: Number(count),
  updated_at: `${day}T09:00:00.000Z`,
}));

/**
 * A library as it is installed from the store. The sandbox knows what the store says about it and not its code, which
 * is the authors': in its place stands where that is.
 */
export function installableLibrary({ id, name }: StoreLibrary): LibraryFields {
  return {
    name,
    code: `// Libs.${name} of the store. Its code is at https://github.com/bots-business/store-libs\n`,
    store_id: id,
  };
}
