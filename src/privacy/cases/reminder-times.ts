import { remindBefore } from './case-clock';

/** Kind of the job that looks whether a case still waits. */
export const REMIND = 'case.remind';
export type Reminder = 'week' | 'soon' | 'overdue';

/** When owners are told that an answer is due: a week before, two days before, and when it is late. */
export const remindersOf = (dueAt: Date): { what: Reminder; runAt: Date }[] => [
  { what: 'week', runAt: new Date(dueAt.getTime() - remindBefore.week) },
  { what: 'soon', runAt: new Date(dueAt.getTime() - remindBefore.soon) },
  { what: 'overdue', runAt: new Date(dueAt.getTime() + 1) },
];
