import type { ConsentReceipt } from '../consent-receipt.entity';

/** The words that stood there, as they were hashed. */
export interface ShownWords {
  question: string;
  accept: string;
  reject: string;
  asks: { category: string; title: string; why: string }[];
}

const states = { given: 'consent given', refused: 'consent refused', withdrawn: 'consent withdrawn' } as const;
const methods = {
  choice: 'chosen in the chat, or on a page of the server, in the words below',
  site: 'reported by the website, which asked in words of its own',
  signal: 'signalled by the browser (Global Privacy Control)',
} as const;

/**
 * A receipt for the person whose it is, self-contained, with the fields and names of ISO/IEC TS 27560:2023.
 * @param words null where they were not ours
 */
export function receiptRecord(receipt: ConsentReceipt, words: ShownWords | null) {
  const { granted, asked, method, act, denied } = receipt;
  const categories = [...new Set([...(words?.asks.map(({ category }) => category) ?? []), ...granted])];
  return {
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: receipt.id,
    pii_principal_id: receipt.subjectId,
    consent_type: method === 'signal' ? 'signal' : 'explicit',
    privacy_notice: receipt.notice,
    language: receipt.language,
    jurisdiction: receipt.jurisdiction,
    party_identification: [{ party_role: 'pii controller', party_name: receipt.controller }],
    purposes: categories.map((category) => ({
      purpose_type: category,
      purpose: words?.asks.find((ask) => ask.category === category)?.why ?? null,
      lawful_basis: 'consent',
      state: granted.includes(category as never) ? 'granted' : 'not granted',
      terms: asked?.filter((term) => term.startsWith(`${category}/`)) ?? null,
      withdrawal_method: 'in the chat, under Privacy, or with the controller',
    })),
    events: [
      {
        event_time: receipt.at.toISOString(),
        event_type: method,
        event_description: methods[method],
        event_state: states[act],
        global_privacy_control: denied,
      },
    ],
    wording: words && { ...words, sha256: receipt.wording },
    integrity: { place: receipt.place, previous: receipt.previous, hash: receipt.hash },
  };
}
