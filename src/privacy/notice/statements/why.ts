import type { Purpose } from '../../../data-map/personal';
import { basisOf } from '../../purpose-bases';
import { basisWords } from '../notice-words';
import type { NoticeFacts, Statement } from '../notice.types';

const whyWords: Record<Purpose, string> = {
  account: 'notice.why.account',
  conversation: 'notice.why.conversation',
  service: 'notice.why.service',
  security: 'notice.why.security',
};
/** Purpose → what is said if the workspace chose it, and if it did not. */
const optionalWords = {
  improve: ['notice.why.improve', 'notice.why.noImprove'],
  marketing: ['notice.why.marketing', 'notice.why.noMarketing'],
} as const;

/** What for, and on which basis (Art. 13(1)(c) and (d) GDPR). */
export function whatFor({ audience, held, chosenPurposes, controller }: NoticeFacts): Statement[] {
  const purposes = [...new Set(held.flatMap((one) => one.purposes))].sort();
  const optional = audience === 'visitors' ? (['improve', 'marketing'] as const) : [];
  return [
    ...purposes.map((purpose): Statement => {
      const columns = held.filter((one) => one.purposes.includes(purpose)).flatMap((one) => one.columns);
      return {
        id: `why.${purpose}`,
        section: 'why',
        text: { key: whyWords[purpose] },
        rows: [{ label: 'notice.why.basis', value: { key: basisWords[basisOf[purpose]] } }],
        source: { kind: 'data-map', of: columns },
      };
    }),
    ...optional.map((purpose): Statement => {
      const [chosen, not] = optionalWords[purpose];
      const text = chosenPurposes.includes(purpose) ? { key: chosen, values: { name: controller.legalName } } : { key: not };
      return { id: `why.${purpose}`, section: 'why', text, source: { kind: 'setting', of: 'purposes' } };
    }),
    { id: 'why.sale', section: 'why', text: { key: 'notice.why.sale' }, source: { kind: 'promise', of: 'V25' } },
  ];
}
