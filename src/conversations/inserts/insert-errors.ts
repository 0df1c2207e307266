import { ChatError, type ErrorCode } from '../../common/errors';
import { HandOverRefused, PluginFailure, type RefusalReason } from '../../plugin-host/plugin-host.types';

const codeOfRefusal: Partial<Record<RefusalReason, ErrorCode>> = {
  restricted: 'insert.restricted',
  objection: 'insert.restricted',
  'no-consent': 'insert.no_consent',
  'denied-by-signal': 'insert.no_consent',
};

/** What the agent reads: why nothing left, or that nothing came back. A plugin's own words are not for them. */
export function insertError(error: unknown): unknown {
  if (error instanceof HandOverRefused) return new ChatError(codeOfRefusal[error.reason] ?? 'insert.refused');
  if (error instanceof PluginFailure) return new ChatError('insert.unanswered');
  return error;
}
