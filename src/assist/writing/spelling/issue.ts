/** Something that could be written otherwise; the person decides. */
export interface Issue {
  kind: 'spelling' | 'repeated' | 'typography';
  /** Place and length in the text, in UTF-16 units. */
  at: number;
  length: number;
  /** The likeliest first; empty if nobody can guess. '' takes it away. */
  suggestions: string[];
}

/** Addresses of pages and of people, names of accounts, and what stands between backticks: nothing there is a word. */
const untouchable = /(?:https?:\/\/|www\.)\S+|[^\s@]+@[^\s@]+\.\S+|[@#]\S+|`[^`\n]*`|\[[A-Z]+_\d+\]/gi;

/** The text with blanks where nothing may be changed: places stay where they are. */
export const touchable = (text: string): string => text.replace(untouchable, (found) => '\0'.repeat(found.length));
