import type { Purpose } from '../data-map/personal';
import type { LegalBasis } from '../plugin-api';

/**
 * On which basis (Art. 6(1) GDPR) the software itself works with data. An account is a contract with its holder; whoever writes
 * wants an answer, and the business has an interest in giving one and in a service that is safe. What plugins do has the basis that
 * each declares.
 */
export const basisOf: Record<Purpose, LegalBasis> = {
  account: 'contract',
  conversation: 'legitimate-interest',
  service: 'legitimate-interest',
  security: 'legitimate-interest',
};
