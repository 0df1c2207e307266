/**
 * Every error a person or a client can meet: code → HTTP status and the sentence they read. A code never changes its
 * meaning and is never used again for another. `docs/protocol.md` lists them from here.
 */
export const errors = {
  'request.malformed': [400, 'The request could not be read as JSON with the fields that this door expects.'],
  'request.invalid': [422, 'Some of the values are missing or not allowed.'],
  'request.too_large': [413, 'The request is larger than the server accepts.'],
  'request.not_found': [404, 'There is nothing at this address.'],
  'request.method': [405, 'This address does not answer to that method.'],
  'request.foreign_origin': [403, 'This request came from a page that may not make it.'],
  'frame.malformed': [400, 'A frame must be one JSON object: {"event": "…", "data": {…}}.'],
  'frame.binary': [400, 'Binary frames are not part of the protocol.'],
  'frame.unknown_event': [400, 'There is no such event.'],
  'frame.invalid': [422, 'The data of this event is missing a field, or one has the wrong type or length.'],
  'rate.limited': [429, 'Too many requests in a short time. Wait a moment, then go on.'],
  'rate.sockets': [429, 'Too many connections are open from this address or for this website.'],
  'token.missing': [401, 'A visitor token is needed. POST /widget/v1/visitors makes one.'],
  'token.invalid': [401, 'The visitor token is not one of this server, or belongs to another website.'],
  'identity.invalid': [
    401,
    'The signed identity could not be verified: check its secret, its expiry (at most 24 hours ahead) and "sub".',
  ],
  'visitor.unknown': [401, 'There is no such visitor any more. Ask for a new token.'],
  'visitor.contact_off': [403, 'This website does not collect contact details.'],
  'website.unknown': [404, 'There is no website with this key.'],
  'website.foreign_origin': [403, 'The widget may not run on this domain. Add it under Settings, Websites.'],
  'consent.changed': [409, 'What you are asked has changed since you read it. Nothing was kept: read it again, then choose.'],
  'website.not_live': [403, 'The chat of this website is not live yet. Switch it on under Settings, Websites.'],
  'website.not_ready': [409, 'The chat cannot go live yet: something that visitors have to be told is missing.'],
  'conversation.not_found': [404, 'There is no such conversation.'],
  'proactive.too_many': [422, 'A website has at most 20 messages that begin by themselves. Remove one first.'],
  'message.not_found': [404, 'There is no such message.'],
  'message.empty': [422, 'A message needs a text or an attachment.'],
  'message.too_long': [422, 'A message has at most 8,000 characters.'],
  'message.not_yours': [403, 'Only the author can delete a message.'],
  'attachment.not_found': [404, 'There is no such file.'],
  'attachment.too_large': [413, 'The file is larger than the server accepts.'],
  'attachment.empty': [422, 'The file is empty.'],
  'attachment.too_many': [422, 'A message has at most five attachments.'],
  'attachment.not_kept': [503, 'The file could not be stored just now. Nothing was kept. Try again in a moment.'],
  'attachment.out_of_reach': [503, 'The file cannot be fetched just now. It is not lost. Try again in a moment.'],
  'attachment.unreadable': [422, 'This image could not be read. Save it again in another format.'],
  'storage.unavailable': [503, 'The server cannot write to its disk at the moment. Nothing was saved; try again in a while.'],
  'server.closing': [503, 'The server is stopping. Try again in a moment.'],
  'server.fault': [500, 'Something went wrong on the server. It was logged; nothing was changed.'],
  'sign_in.needed': [401, 'Sign in to go on.'],
  'account.locked': [
    403,
    'This account is locked because somebody said that it was used without them. Choose a new password first.',
  ],
  'link.invalid': [404, 'This link was used, is too old, or never was one. Nothing was changed.'],
  'sign_in.wrong': [401, 'The address or the password is not right.'],
  'second_step.over': [403, 'That took too long, or there were too many tries. Sign in again.'],
  'factor.needed': [403, 'This workspace asks for a second factor. Set one up, then go on.'],
  'factor.unconfirmed': [403, 'Show first that it is you: this protects your account. Nothing was changed.'],
  'factor.wrong': [401, 'This code is not right, or it was used already. Wait for the next one, then try again.'],
  'factor.guessed': [
    429,
    'Too many wrong codes were tried with this account today. Use a recovery code or a passkey: both still work.',
  ],
  'factor.begin_again': [409, 'This set-up is over. Begin again: the code to scan is a new one then.'],
  'factor.not_found': [404, 'There is no such factor any more.'],
  'passkey.refused': [401, 'The passkey was not accepted. Try again, or use another way.'],
  'passkey.too_many': [422, 'You have twenty passkeys. Remove one first.'],
  'access.denied': [403, 'Your role does not allow this.'],
  'account.taken': [409, 'An account with this address exists. Sign in with it, then open the link again.'],
  'invitation.invalid': [404, 'This invitation was used, withdrawn or has expired. Ask for a new one.'],
  'reset.invalid': [404, 'This link was used or has expired. Ask for a new one under “Forgotten the password?”.'],
  'address.invalid': [404, 'This link was used, withdrawn or has expired. Start again under Settings, You.'],
  'registration.closed': [403, 'Nobody can make an account on this server. Ask whoever runs it.'],
  'registration.invalid': [404, 'This link was used or has expired. Begin again, or sign in if you have an account.'],
  'member.last_owner': [409, 'A workspace needs an owner. Make somebody else an owner first.'],
  'ownership.to_confirm': [409, 'Nobody becomes an owner without confirming it. Offer the workspace to them under Ownership.'],
  'ownership.has_it': [409, 'They are an owner already.'],
  'ownership.no_offer': [404, 'There is no such offer: it was answered, withdrawn, or its seven days are over.'],
  'member.not_found': [404, 'There is no such member.'],
  'setup.closed': [410, 'This server is set up already. Sign in instead.'],
  'setup.key': [403, 'This link is not the one that the server printed. Look in its output or in the file setup-link.'],
  'erasure.not_found': [404, 'There is no such erasure, or its certificate is not written yet.'],
  'erasure.held': [409, 'This data has to be kept for now: a legal hold is on it. Nothing was erased.'],
  'erasure.last_owner': [409, 'A workspace would have no owner any more. Make somebody else an owner first. Nothing was erased.'],
  'export.not_found': [404, 'There is no such export any more. Exports are removed after seven days; ask for a new one.'],
  'export.not_ready': [409, 'This export is still being made.'],
  'tag.not_found': [404, 'There is no such tag.'],
  'metrics.closed': [401, 'Metrics are for this machine, or for whoever sends METRICS_TOKEN as a bearer token.'],
  'job.not_found': [404, 'There is no such job.'],
  'plugin.not_found': [404, 'There is no such plugin on this server.'],
  'plugin.broken': [409, 'This plugin cannot be enabled: what it declares has faults. Its page lists them, each with its fix.'],
  'plugin.sheet_unread': [409, 'What this plugin declares was not read yet, or has changed since. Read it, then decide again.'],
  'plugin.region': [
    409,
    'The recipient is in a country that this workspace does not allow. Allow it under Settings, Data, or choose another plugin.',
  ],
  'plugin.not_enabled': [409, 'This plugin is switched off. Enable it first; its settings are kept.'],
  'plugin.still_enabled': [409, 'This plugin is switched on and needs its settings. Disable it first.'],
  'notice.incomplete': [409, 'There is no notice to publish yet: say first who answers for the data, under Settings, Privacy.'],
  'agreement.changed': [409, 'The agreement has changed since you read it. Read it again, then accept it.'],
  'notice.changed': [409, 'What would be published has changed since you read it. Read it again, then publish it.'],
  'hook.unknown': [
    404,
    'No plugin takes notices at this address: it is switched off, or the address is not the one on its page.',
  ],
  'hook.refused': [400, 'The plugin did not take this notice for one of its vendor: the signature is missing, wrong or old.'],
  'hook.unanswered': [503, 'The plugin did not answer. Nothing was taken; send the notice again in a moment.'],
  'writing.empty': [422, 'There is no text to work on yet.'],
  'writing.no_provider': [409, 'No plugin for writing is switched on in this workspace. Spelling can still be checked.'],
  'writing.restricted': [
    409,
    'This visitor asked that their data is not used in this way, so nothing was handed to the writing provider. Your text is as it was.',
  ],
  'writing.no_consent': [
    409,
    'This visitor has not agreed to it, so nothing was handed to the writing provider. Your text is as it was.',
  ],
  'writing.refused': [409, 'The rules of this workspace kept the text back from the writing provider. Your text is as it was.'],
  'writing.unanswered': [502, 'The writing provider did not answer. Your text is as it was.'],
  'insert.restricted': [
    409,
    'This visitor asked that their data is not used in this way, so the plugin was not asked. Your text is as it was.',
  ],
  'insert.no_consent': [409, 'This visitor has not agreed to it, so the plugin was not asked. Your text is as it was.'],
  'insert.refused': [
    409,
    'The rules of this workspace keep back what the plugin would get, so it was not asked. Your text is as it was.',
  ],
  'insert.unanswered': [502, 'The plugin did not answer as it should. Your text is as it was. Try again, or write it yourself.'],
  'spelling.unavailable': [503, 'The spelling could not be checked just now. Your text is as it was. Try again in a moment.'],
  'case.not_found': [404, 'There is no such request.'],
  'case.state': [409, 'This is not possible where the request stands now. Load the page again.'],
  'case.reason': [422, 'The law knows no such reason for a refusal of this kind of request.'],
  'case.code': [422, 'This code is not right, or not good any more. Nothing was changed.'],
  'case.too_late': [409, 'More time can be taken once, and only before the first term is over.'],
  'case.no_extension': [409, 'The law of this request gives no more time.'],
  'case.not_yours': [403, 'This is about a visitor of another business, which decides about it. Pass it on.'],
  'case.nobody': [409, 'It is not known yet whose data this is about.'],
  'retention.days': [422, 'This is fewer or more days than may be chosen here. Nothing was changed.'],
  'retention.reason': [422, 'Choose the reason why it is kept so long. Nothing was changed.'],
  'retention.website': [422, 'This has one time for the whole workspace. Nothing was changed.'],
  'authority.same_person': [403, 'Whoever asked for it cannot approve it: that takes a second person. Nothing was handed over.'],
  'person.unknown': [404, 'Nothing is held on this person.'],
  'person.restricted': [409, 'This data may only be stored, as the person asked. Nothing was changed.'],
} as const satisfies Record<string, readonly [status: number, sentence: string]>;

export type ErrorCode = keyof typeof errors;

/** What is refused on purpose, with a reason. Anything else that is thrown is a fault. */
export class ChatError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: { fields?: Record<string, string>; retryAfter?: number } = {},
  ) {
    super(errors[code][1]);
    this.status = errors[code][0];
  }

  /** The shape that clients get, over HTTP and sockets alike. */
  toWire(): { code: ErrorCode; message: string; fields?: Record<string, string>; retryAfter?: number } {
    return { code: this.code, message: this.message, ...this.details };
  }
}
