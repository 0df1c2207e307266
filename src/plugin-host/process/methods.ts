import type { Capability } from '../../plugin-api';

export interface MethodRules {
  /** After this time the host does not wait any longer. */
  deadlineMillis: number;
  /** Most bytes of an answer, or of one piece of it. */
  answerBytes: number;
  /** About how many bytes of files an answer brings; 0 where there are none. */
  fetchesBytes: number;
  /** Called with nothing but the call itself. */
  bare: boolean;
}

const second = 1000;
const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const byDefault = { deadlineMillis: 15 * second, answerBytes: megabyte, fetchesBytes: 0 };

/** Where a capability, or one method of it, is not like the others. */
const special: Record<string, Partial<typeof byDefault>> = {
  'emailSender.send': { deadlineMillis: 180 * second },
  'emailReceiver.fetch': { deadlineMillis: 60 * second, answerBytes: 48 * megabyte },
  'emailReceiver.settle': { deadlineMillis: 30 * second },
  'translator.translate': { deadlineMillis: 10 * second },
  'writingAssistant.write': { deadlineMillis: 120 * second, answerBytes: 64 * kilobyte },
  'fileStore.put': { deadlineMillis: 60 * second },
  'fileStore.get': { deadlineMillis: 60 * second, answerBytes: 64 * megabyte, fetchesBytes: 4 * megabyte },
  'locationEstimator.estimate': { deadlineMillis: second },
  'scheduledJob.run': { deadlineMillis: 300 * second },
  'cardProvider.card': { deadlineMillis: 5 * second },
  'composerAction.list': { deadlineMillis: 5 * second },
  'composerAction.run': { deadlineMillis: 10 * second, answerBytes: 64 * kilobyte },
  'personalData.export': { deadlineMillis: 60 * second, answerBytes: 16 * megabyte },
  'personalData.erase': { deadlineMillis: 60 * second },
};
const bare = new Set(['check', 'languages', 'list']);

/** What holds for a method of a capability. */
export function rulesOf(capability: Capability, method: string): MethodRules {
  return { ...byDefault, ...special[`${capability}.${method}`], bare: bare.has(method) };
}
