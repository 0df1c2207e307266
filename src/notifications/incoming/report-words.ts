/** RFC 3463: the mailbox is not there, was moved or is switched off, or its domain takes no mail. A full or a strict one may take the next. */
const gone = /^5\.(?:1\.(?:[0-6]|10)|2\.1|4\.4)$/;
const statuses = /\b5\.\d{1,3}\.\d{1,3}\b/g;
/** What servers say that write no codes. */
const failedWords = /\b55[0-4][ -]|permanent (?:fatal )?(?:error|failure)|delivery (?:has )?failed permanently/i;
const goneWords =
  /\b(?:user|recipient|mailbox|account|address)\b.{0,60}\b(?:unknown|does(?:n.t| not) exist|not found|disabled)\b|\b(?:no such|unknown) (?:user|mailbox|address|recipient)\b/i;

/** Whether a report (RFC 3464) says that the mail is given up: `delayed` and the like are no news. */
export function saysFailed(text: string): boolean {
  const actions = [...text.matchAll(/^Action:\s*(\w+)/gim)].map(([, action]) => action.toLowerCase());
  if (actions.length) return actions.includes('failed');
  return /^Status:\s*5\./im.test(text) || text.search(statuses) >= 0 || failedWords.test(text);
}

/** Whether it says that the address itself does not work, so that there is no use in writing to it again. */
export function saysGone(text: string): boolean {
  if (!saysFailed(text)) return false;
  const codes = text.match(statuses) ?? [];
  return codes.length ? codes.some((code) => gone.test(code)) : goneWords.test(text);
}
