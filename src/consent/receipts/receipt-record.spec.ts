import type { ConsentReceipt } from '../consent-receipt.entity';
import { receiptRecord } from './receipt-record';

const receipt = {
  id: 'r1',
  subjectId: 'ana',
  granted: ['analytics'],
  asked: ['analytics/meter/1', 'sharing/partner/2'],
  denied: false,
  act: 'given',
  method: 'choice',
  wording: 'abc',
  language: 'en',
  notice: '3',
  controller: 'Alder Ltd',
  jurisdiction: 'gdpr',
  at: new Date('2026-03-29T10:00:00Z'),
  place: 7,
  previous: 'p',
  hash: 'h',
} as unknown as ConsentReceipt;
const words = {
  question: 'May we?',
  accept: 'Accept',
  reject: 'Reject',
  asks: [
    { category: 'analytics', title: 'Statistics', why: 'Counts. It goes to Measure Ltd.' },
    { category: 'sharing', title: 'Sharing', why: 'Shares. It goes to Friends Inc.' },
  ],
};

it('says who agreed to what, when, how, in which words, and of whom', () => {
  const record = receiptRecord(receipt, words);
  expect(record).toMatchObject({
    schema_version: 'ISO/IEC TS 27560:2023',
    record_id: 'r1',
    pii_principal_id: 'ana',
    privacy_notice: '3',
    language: 'en',
    jurisdiction: 'gdpr',
    party_identification: [{ party_role: 'pii controller', party_name: 'Alder Ltd' }],
    events: [{ event_time: '2026-03-29T10:00:00.000Z', event_state: 'consent given', event_type: 'choice' }],
    wording: { question: 'May we?', accept: 'Accept', reject: 'Reject', sha256: 'abc' },
    integrity: { place: 7, previous: 'p', hash: 'h' },
  });
  expect(record.purposes.map(({ purpose_type: type, state, terms }) => [type, state, terms])).toEqual([
    ['analytics', 'granted', ['analytics/meter/1']],
    ['sharing', 'not granted', ['sharing/partner/2']],
  ]);
});

it('claims no words that were not ours', () => {
  const record = receiptRecord({ ...receipt, method: 'site', asked: null, wording: null }, null);
  expect(record.wording).toBeNull();
  expect(record.purposes).toEqual([expect.objectContaining({ purpose_type: 'analytics', purpose: null, terms: null })]);
});
