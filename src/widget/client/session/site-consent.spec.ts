import { siteConsent, type SiteCall } from './site-consent';

it.each<[string, SiteCall[], string[] | undefined]>([
  ['nothing, if the page said nothing', [], undefined],
  ['categories', [[{ analytics: true, sharing: false, preferences: 'yes' }]], ['analytics']],
  ['the last whole choice', [[{ analytics: true }], [{ sharing: true }]], ['sharing']],
  ['a withdrawal', [[{ analytics: true }], [{}]], []],
  ['nothing granted where the call makes no sense', [['analytics'], [null]], []],
  [
    'signals of a consent mode',
    [[{ analytics_storage: 'granted', functionality_storage: 'granted' }]],
    ['analytics', 'preferences'],
  ],
  ['sharing, only if every advertising signal says so', [[{ ad_storage: 'granted', ad_user_data: 'denied' }]], []],
  ['sharing, if all say so', [['update', { ad_storage: 'granted', ad_user_data: 'granted' }]], ['sharing']],
  ['no defaults: nobody chose them', [['default', { analytics_storage: 'granted' }]], []],
  [
    'updates on top of what was chosen',
    [
      ['default', { analytics_storage: 'denied' }],
      ['update', { analytics_storage: 'granted' }],
      ['update', { personalization_storage: 'granted' }],
    ],
    ['analytics', 'personalisation'],
  ],
  ['an update that takes back', [[{ analytics: true, sharing: true }], ['update', { ad_user_data: 'denied' }]], ['analytics']],
  ['no names that objects bring along', [[{ constructor: true, toString: 'granted' }]], []],
])('reads %s', (_, calls, granted) => expect(siteConsent(calls)).toEqual(granted));
