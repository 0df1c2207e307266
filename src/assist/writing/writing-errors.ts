import { ChatError, type ErrorCode } from '../../common/errors';
import { HandOverRefused, PluginFailure, type RefusalReason } from '../../plugin-host/plugin-host.types';

const codeOfRefusal: Partial<Record<RefusalReason, ErrorCode>> = {
  restricted: 'writing.restricted',
  objection: 'writing.restricted',
  'no-consent': 'writing.no_consent',
  'denied-by-signal': 'writing.no_consent',
};

/** What the agent reads: why nothing left, or that nothing came back. A plugin's own words are not for them. */
export function writingError(error: unknown): unknown {
  if (error instanceof HandOverRefused) return new ChatError(codeOfRefusal[error.reason] ?? 'writing.refused');
  if (error instanceof PluginFailure) return new ChatError('writing.unanswered');
  return error;
}
