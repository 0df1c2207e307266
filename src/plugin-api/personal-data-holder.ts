import type { Call } from './plugin';

/** A person as the plugin knows them: by the identifiers and fields that it was given before. */
export interface Person {
  kind: 'visitor' | 'account';
  id: string;
  fields: Record<string, unknown>;
}

/**
 * For plugins whose vendor keeps copies. No answer, an error or `undefined` is "unconfirmed" on the certificate, never "done".
 *
 * ```ts
 * personalData: {
 *   export: async ({ id }) => ({ records: [await vendor.personOf(id)] }),
 *   erase: async ({ id }) => ({ erased: await vendor.deletePerson(id) }),
 *   rectify: async ({ id, fields }) => ({ rectified: await vendor.updatePerson(id, fields) }),
 *   restrict: async ({ id }) => ({ restricted: await vendor.optOut(id) }),
 * }
 * ```
 */
export interface PersonalDataHolder {
  export(person: Person, call: Call): Promise<{ records: Record<string, unknown>[] }>;
  /** @returns how many records are gone at the vendor */
  erase(person: Person, call: Call): Promise<{ erased: number }>;
  rectify(person: Person, call: Call): Promise<{ rectified: number }>;
  restrict(person: Person & { restricted: boolean }, call: Call): Promise<{ restricted: boolean }>;
}
