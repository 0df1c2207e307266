import ipaddr from 'ipaddr.js';

/** What a page was kept from doing, and nothing of where or for whom. */
export interface Violation {
  directive: string;
  /** `inline`, `eval`, a scheme, or the host of another site. */
  blocked: string;
  /** False: the policy was only tried out. */
  enforced: boolean;
}

const directives = new Set([
  ...['default-src', 'script-src', 'script-src-elem', 'script-src-attr', 'style-src', 'style-src-elem', 'style-src-attr'],
  ...['img-src', 'font-src', 'connect-src', 'media-src', 'object-src', 'frame-src', 'worker-src', 'manifest-src', 'child-src'],
  ...['form-action', 'frame-ancestors', 'base-uri', 'sandbox', 'trusted-types', 'require-trusted-types-for'],
]);
const keywords = new Set(['inline', 'eval', 'wasm-eval', 'trusted-types-policy', 'trusted-types-sink', 'self']);
/** Browsers gather some seconds of reports. */
const mostInOne = 20;

/** Both forms that browsers send: one report of `report-uri`, or a list of the Reporting API. What is neither has none in it. */
export function violationsIn(body: unknown): Violation[] {
  const old = fieldsOf(fieldsOf(body)?.['csp-report']);
  if (old) return [violation(old['effective-directive'] ?? old['violated-directive'], old['blocked-uri'], old.disposition)];
  if (!Array.isArray(body)) return [];
  return (body as unknown[]).slice(0, mostInOne).flatMap((entry) => {
    const report = fieldsOf(entry);
    const said = report?.type === 'csp-violation' ? fieldsOf(report.body) : undefined;
    return said ? [violation(said.effectiveDirective, said.blockedURL, said.disposition)] : [];
  });
}

const fieldsOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

function violation(directive: unknown, blocked: unknown, disposition: unknown): Violation {
  const name = typeof directive === 'string' ? directive.trim().split(' ', 1)[0] : '';
  return { directive: directives.has(name) ? name : 'other', blocked: kindOf(blocked), enforced: disposition !== 'report' };
}

/** An address can name a person: what is kept of it is who would have answered. */
function kindOf(blocked: unknown): string {
  if (typeof blocked !== 'string' || !blocked) return 'unknown';
  if (keywords.has(blocked)) return blocked;
  if (/^[a-z][a-z0-9+-]{1,30}$/.test(blocked)) return blocked;
  if (!URL.canParse(blocked)) return 'unknown';
  const { protocol, hostname } = new URL(blocked);
  if (!/^(https?|wss?):$/.test(protocol)) return protocol.slice(0, 30).replace(':', '');
  return ipaddr.isValid(hostname.replace(/^\[|\]$/g, '')) ? 'an address' : hostname.slice(0, 100);
}
