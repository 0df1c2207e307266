import { saysFailed, saysGone } from './report-words';

it.each([
  ['a mailbox that is not there', 'Action: failed\nStatus: 5.1.1', true, true],
  ['a mailbox that is switched off', 'Action: failed\nStatus: 5.2.1', true, true],
  ['a full mailbox', 'Action: failed\nStatus: 5.2.2', true, false],
  ['a strict policy', 'Action: failed\nStatus: 5.7.1\nDiagnostic-Code: smtp; 550 5.7.1 rejected', true, false],
  ['a mail that waits', 'Action: delayed\nStatus: 4.4.1', false, false],
  ['a mail that went on', 'Action: relayed', false, false],
  ['codes in a sentence', '550 5.1.1 no such user', true, true],
  ['a server that writes no codes', 'ana@example.com\nRemote host said: 550 sorry, no such mailbox here', true, true],
  ['another one', 'A message that you sent could not be delivered. This is a permanent error. 550 User unknown', true, true],
  ['another one that is full', 'This is a permanent error. 552 Mailbox is full', true, false],
  ['a sentence without any', 'Your mail waits', false, false],
  ['words of a mail', 'The user guide is not found in the box', false, false],
])('%s', (_what, text, failed, gone) => expect([saysFailed(text), saysGone(text)]).toEqual([failed, gone]));
