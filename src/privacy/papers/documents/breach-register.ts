import { clockOf } from '../../breaches/breach-clock';
import type { Breach, BreachRisk } from '../../breaches/breach.entity';
import type { PaperContext } from '../paper-context.service';
import type { PaperSection } from '../paper.types';

export const riskWords: Record<BreachRisk, string> = {
  unknown: 'papers.breaches.unknown',
  none: 'papers.breaches.none',
  risk: 'papers.breaches.risk',
  high: 'papers.breaches.high',
};
const nextWords = {
  assess: 'papers.breaches.assess',
  controllers: 'papers.breaches.tellControllers',
  authority: 'papers.breaches.tellAuthority',
  explain: 'papers.breaches.explain',
  people: 'papers.breaches.tellPeople',
  nothing: 'papers.breaches.settled',
} as const;

export const nextWord = (breach: Breach, now: Date): string => nextWords[clockOf(breach, now).next];
const moment = (at: Date | null) => (at ? `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '–');

/** Every breach with its effects and what was done (Art. 33(5) GDPR). */
export function breachRegister({ t, date }: PaperContext, breaches: readonly Breach[]): PaperSection[] {
  const sections = breaches.map((breach): PaperSection => {
    const rows: [string, string][] = [
      ['papers.breaches.discovered', moment(breach.discoveredAt)],
      ['papers.breaches.data', breach.categories.join(', ') || t('papers.unknown')],
      ['papers.breaches.people', breach.people ? String(breach.people) : t('papers.unknown')],
      ['papers.breaches.riskLabel', t(riskWords[breach.risk])],
      ['papers.breaches.consequences', breach.consequences || '–'],
      ['papers.breaches.measures', breach.measures || '–'],
      ['papers.breaches.authorityTold', moment(breach.authorityToldAt)],
      ['papers.breaches.peopleTold', moment(breach.peopleToldAt)],
      ['papers.breaches.controllersTold', moment(breach.controllersToldAt)],
      ['papers.breaches.reason', breach.reason || '–'],
      ['papers.breaches.next', t(nextWord(breach, date))],
    ];
    const table = { head: [t('papers.what'), t('papers.said')], rows: rows.map(([key, value]) => [t(key), value]) };
    return { title: breach.what.split('\n')[0]!.slice(0, 100), text: breach.what, table };
  });
  return sections.length ? sections : [{ title: t('papers.breaches.register'), text: t('papers.breaches.empty') }];
}

/** Letters about one breach: to the authority, to people, to whoever decides about the data. */
export const letterIds = ['authority', 'people'] as const;
export type LetterId = (typeof letterIds)[number];

export function breachLetter({ t, workspace }: PaperContext, breach: Breach, letter: LetterId): PaperSection[] {
  const people = breach.people ? String(breach.people) : t('papers.unknown');
  const about: PaperSection[] = [
    { title: t('papers.letters.happened'), text: `${moment(breach.discoveredAt)}\n\n${breach.what}` },
    { title: t('papers.breaches.data'), text: breach.categories.join(', ') || t('papers.unknown') },
    ...(letter === 'authority' ? [{ title: t('papers.breaches.people'), text: people }] : []),
    { title: t('papers.breaches.consequences'), text: breach.consequences || t('papers.unknown') },
    { title: t('papers.breaches.measures'), text: breach.measures || t('papers.unknown') },
    ...(letter === 'authority' && breach.reason ? [{ title: t('papers.breaches.reason'), text: breach.reason }] : []),
  ];
  const contact = [workspace.legalName, workspace.address, workspace.officer, workspace.contact].filter(Boolean).join('\n');
  return [...about, { title: t('papers.letters.contact'), text: contact }];
}
