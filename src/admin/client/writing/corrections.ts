/** What the server found, see `Issue` in the room `assist`. */
export interface Issue {
  kind: 'spelling' | 'repeated' | 'typography';
  at: number;
  length: number;
  suggestions: string[];
}

/** Issues that are decided together: a word wherever it stands, or all of the typography. */
export interface Question {
  kind: Issue['kind'];
  /** What is written now; empty for typography. */
  word: string;
  suggestions: string[];
  issues: Issue[];
  /** Index of a suggestion; -1 leaves it as it is. */
  choice: number;
}

export function questionsOf(text: string, issues: readonly Issue[]): Question[] {
  const questions = new Map<string, Question>();
  for (const issue of issues) {
    const word = issue.kind === 'typography' ? '' : text.slice(issue.at, issue.at + issue.length).trim();
    const key = `${issue.kind} ${word}`;
    const known = questions.get(key);
    if (known) known.issues.push(issue);
    else
      questions.set(key, {
        kind: issue.kind,
        word,
        suggestions: issue.suggestions,
        issues: [issue],
        choice: issue.suggestions.length ? 0 : -1,
      });
  }
  return [...questions.values()];
}

/** The text as the choices make it. */
export function corrected(text: string, questions: readonly Question[]): string {
  const changes = questions
    .filter(({ choice }) => choice >= 0)
    .flatMap(({ issues, choice }) => issues.map((issue) => ({ ...issue, to: issue.suggestions[choice] ?? '' })))
    .sort((left, right) => right.at - left.at);
  return changes.reduce((result, { at, length, to }) => result.slice(0, at) + to + result.slice(at + length), text);
}
