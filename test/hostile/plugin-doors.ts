import type { Alder } from './alder';
import type { Attack } from './doors';

const notFound = [404];
const own = [200, 303];

/** The doors of plugins, and of what they were given. */
export const pluginDoors: Record<string, (alder: Alder) => Attack> = {
  'GET /settings/plugins': () => ({ path: '/settings/plugins', stranger: own }),
  'GET /settings/plugins/:id': ({ plugin }) => ({ path: `/settings/plugins/${plugin}`, stranger: notFound }),
  ...Object.fromEntries(
    ['enabling', 'settings', 'disabling', 'forgetting', 'trial', 'undelivered/retry'].map((verb) => [
      `POST /settings/plugins/:id/${verb}`,
      ({ plugin }: Alder) => ({
        path: `/settings/plugins/${plugin}/${verb}`,
        body: { sheet: 'x', country: 'PT' },
        stranger: notFound,
      }),
    ]),
  ),
  'POST /settings/plugins/:id/undelivered/:deliveryId/retry': ({ plugin, deadDelivery }) => ({
    path: `/settings/plugins/${plugin}/undelivered/${deadDelivery}/retry`,
    body: {},
    stranger: notFound,
  }),
  // An address that was made up: nobody is there.
  'POST /hooks/:workspaceId/:pluginId/:token': ({ shop, plugin }) => ({
    path: `/hooks/${shop.workspaceId}/${plugin}/${'x'.repeat(24)}`,
    body: { id: 'evt_1', type: 'paid' },
    stranger: notFound,
    anybody: notFound,
  }),
  'GET /settings/recipients': () => ({ path: '/settings/recipients', stranger: own }),
  'GET /settings/recipients.json': () => ({ path: '/settings/recipients.json', stranger: own }),
  'GET /settings/disclosures': ({ plugin }) => ({ path: `/settings/disclosures?plugin=${plugin.slice(0, 9)}`, stranger: own }),
};
