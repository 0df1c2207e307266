import type { WritingTask } from '../../plugin-api';

/** What can be asked of a writing assistant, in the order of the menu. */
export const rewritings = ['improve', 'shorten', 'friendlier', 'more-formal', 'fix-grammar'] as const satisfies WritingTask[];
export const fromThread = ['draft-reply', 'summarise'] as const satisfies WritingTask[];
export const writingTasks: readonly WritingTask[] = [...rewritings, ...fromThread];

export const isFromThread = (task: WritingTask): boolean => (fromThread as readonly string[]).includes(task);
