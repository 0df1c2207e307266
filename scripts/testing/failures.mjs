import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A long difference is cut: the first lines say what was expected, and the whole stands further up in the output. */
const mostLines = 25;

/** The failed tests of a group as people read them at the end of a run, when the place where they failed is thousands of lines up. */
export function failuresOf(group, testResults, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && !failed.length) return [told(group, file, 'could not be run', message)];
    return failed.map((test) => told(group, file, test.fullName, test.failureMessages.join('\n')));
  });
}

function told(group, file, title, message = '') {
  const lines = stripVTControlCharacters(message).trim().split('\n');
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), `… ${lines.length - mostLines} lines more`] : lines;
  return [`✗ ${file} (${group})`, `  ${title}`, ...shown.map((line) => `    ${line}`)].join('\n');
}
