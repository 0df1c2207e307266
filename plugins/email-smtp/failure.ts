import { PluginError } from '../../src/plugin-api';

interface SmtpError extends Error {
  code?: string;
  responseCode?: number;
}

/**
 * RFC 5321, 4.2.1: 4xx may go better later, 5xx does not. What never got as far as an answer is a matter of the network; an address that
 * no server was asked about is wrong.
 *
 * @param isWhole the mail was complete: without an answer, nobody knows whether it was taken
 */
export function failureFrom(error: unknown, isWhole: boolean): PluginError {
  if (error instanceof PluginError) return error;
  const { code, responseCode, message = 'It failed.' } = error as SmtpError;
  // A server that does not offer encryption may be another one than yesterday: a person has to look.
  if (code === 'ETLS') return new PluginError(message, true, { code: 'no-encryption' });
  if (responseCode) return new PluginError(message, responseCode < 500, { code: `smtp-${responseCode}` });
  const retry = code !== 'EENVELOPE' && code !== 'EMESSAGE';
  return new PluginError(message, retry, { code: retry ? 'no-connection' : 'not-an-address', doubtful: retry && isWhole });
}
