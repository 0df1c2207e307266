import { ProactiveMessages } from '../../src/automation/proactive/proactive-messages.service';
import type { ProactiveChoice } from '../../src/automation/proactive/proactive.types';
import type { RunningApp } from './app';
import type { Team } from './people';

/** Something that a website says first: on every page, at once, unless told otherwise. */
export function speakFirst(
  { app }: Pick<RunningApp, 'app'>,
  { workspaceId, websiteId, people }: Team,
  changes: Partial<ProactiveChoice> = {},
): Promise<string> {
  const [owner] = Object.values(people);
  const agent = { account: owner, workspaceId, role: 'owner' as const };
  return app.get(ProactiveMessages, { strict: false }).add(agent, websiteId, {
    texts: { en: 'Can we help?', de: 'Können wir helfen?' },
    pageMatch: 'any',
    page: '',
    trigger: 'time',
    amount: 0,
    withTeam: false,
    pauseDays: 0,
    isOn: true,
    ...changes,
  });
}
