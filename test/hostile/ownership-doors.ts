import type { Alder } from './alder';
import type { Attack } from './doors';

const nothingThere = [404];

/** The doors through which a workspace gets another owner. Nobody offered anything to those who knock here. */
export const ownershipDoors: Record<string, (alder: Alder) => Attack> = {
  'POST /settings/ownership': ({ account }) => ({
    path: '/settings/ownership',
    body: { toId: account, stepsDown: true },
    stranger: nothingThere,
  }),
  'POST /settings/ownership/withdrawal': () => ({ path: '/settings/ownership/withdrawal', body: {}, stranger: nothingThere }),
  'GET /you/ownership': () => ({ path: '/you/ownership', stranger: [200] }),
  'POST /you/ownership/acceptance': () => ({ path: '/you/ownership/acceptance', body: {}, stranger: nothingThere }),
  'POST /you/ownership/refusal': () => ({ path: '/you/ownership/refusal', body: {}, stranger: nothingThere }),
};
