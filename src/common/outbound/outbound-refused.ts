const sentences = {
  'outbound.address': 'The address of a call is not one of http or https, or has a name or a password in it.',
  'outbound.private': 'The host leads to an address that is not public. OUTBOUND_PRIVATE_NETWORK can allow it.',
  'outbound.name': 'There is no host of this name.',
  'outbound.redirect': 'The host sends calls on too often, or from https to http.',
  'outbound.too_large': 'The answer is larger than was agreed.',
  'outbound.too_slow': 'The answer did not come in time.',
  'outbound.encoding': 'The answer is packed, though that was not asked for.',
  'outbound.connection': 'The host does not answer, or not as agreed.',
} as const;

export type OutboundFault = keyof typeof sentences;

/** A call that was not made, or whose answer was not taken. It says why, and neither the address nor what was sent. */
export class OutboundRefused extends Error {
  constructor(
    readonly code: OutboundFault,
    options?: ErrorOptions,
  ) {
    super(sentences[code], options);
  }
}
