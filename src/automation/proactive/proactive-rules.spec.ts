import { type ChatError } from '../../common/errors';
import type { ProactiveMessage } from './proactive-message.entity';
import { checkChoice, needsMemory, ruleOf, wordsIn } from './proactive-rules';
import type { ProactiveChoice } from './proactive.types';

const choice = (changes: Partial<ProactiveChoice> = {}): ProactiveChoice => ({
  texts: { en: 'Can we help?' },
  pageMatch: 'any',
  page: '',
  trigger: 'time',
  amount: 5,
  withTeam: false,
  pauseDays: 0,
  isOn: true,
  ...changes,
});
const faults = (changes: Partial<ProactiveChoice>) => {
  try {
    checkChoice(choice(changes));
    return undefined;
  } catch (error) {
    return (error as ChatError).details.fields;
  }
};

it('says of each mistake what to do', () => {
  expect(faults({})).toBeUndefined();
  expect(faults({ texts: {} })).toEqual({ texts: 'proactive.faults.texts' });
  expect(faults({ pageMatch: 'begins' })).toEqual({ page: 'proactive.faults.page' });
  expect(faults({ trigger: 'return' })).toEqual({ pauseDays: 'proactive.faults.pauseDays' });
  expect(faults({ trigger: 'return', pauseDays: 1 })).toBeUndefined();
});

it('needs memory for a pause and for coming back', () => {
  expect(needsMemory({ trigger: 'time', pauseDays: 0 })).toBe(false);
  expect(needsMemory({ trigger: 'time', pauseDays: 1 })).toBe(true);
  expect(needsMemory({ trigger: 'return', pauseDays: 1 })).toBe(true);
});

it('speaks the language of the visitor, else English, else what there is', () => {
  const texts = { de: 'Hallo', en: 'Hello' };
  expect(wordsIn(texts, 'de')).toEqual({ text: 'Hallo', language: 'de' });
  expect(wordsIn(texts, 'fr')).toEqual({ text: 'Hello', language: 'en' });
  expect(wordsIn({ es: 'Hola', ar: 'مرحبا' }, 'fr')).toEqual({ text: 'مرحبا', language: 'ar' });
  expect(wordsIn({}, 'fr')).toBeUndefined();
  expect(wordsIn(texts, 'constructor')).toEqual({ text: 'Hello', language: 'en' });
});

it('hands on what a browser has to know, and nothing else', () => {
  const kept = { id: 'a', workspaceId: 'w', websiteId: 's', place: 1, answers: 9, createdAt: new Date(0) };
  const message: ProactiveMessage = { ...choice({ pageMatch: 'begins', page: '/prices' }), ...kept };
  expect(ruleOf(message, 'en')).toEqual({
    id: 'a',
    text: 'Can we help?',
    language: 'en',
    page: { match: 'begins', text: '/prices' },
    trigger: 'time',
    amount: 5,
    pauseDays: 0,
  });
  expect(ruleOf({ ...message, texts: {} }, 'en')).toBeUndefined();
});
