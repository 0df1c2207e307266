/** Every event inside the server: past tense, identifiers only. Personal data never rides the bus. */
export interface EventMap {
  'message.posted': { workspaceId: string; conversationId: string; visitorId: string; position: number };
  'message.deleted': { workspaceId: string; conversationId: string; visitorId: string; position: number };
  /** The person said that it was wrong, and now it is right. */
  'message.corrected': { workspaceId: string; conversationId: string; visitorId: string; position: number };
  /** Status, assignee, tags, what was seen, or the visitor's details changed. */
  'conversation.changed': { workspaceId: string; conversationId: string; visitorId: string };
  /** A message can now be read in one more language. */
  'message.translated': {
    workspaceId: string;
    conversationId: string;
    visitorId: string;
    position: number;
    /** BCP 47 */
    language: string;
  };
  /** The language of a conversation's visitor is another, or translation was switched for it. */
  'language.changed': { workspaceId: string; conversationId: string; visitorId: string };
  /** What a workspace translates, or what somebody of it reads in. */
  'translation.changed': { workspaceId: string };
  'conversation.opened': { workspaceId: string; websiteId: string; conversationId: string; visitorId: string };
  /** Somebody of the team said that it is done. */
  'conversation.closed': { workspaceId: string; conversationId: string; visitorId: string };
  'counts.changed': { workspaceId: string; assigneeIds: string[] };
  'visitor.changed': { workspaceId: string; visitorId: string };
  'typing.changed': {
    workspaceId: string;
    conversationId: string;
    visitorId: string;
    accountId?: string;
    on: boolean;
    kind?: 'reply' | 'note';
  };
  'viewing.changed': { workspaceId: string; conversationId: string; accountId: string; on: boolean };
  'presence.changed': { workspaceId: string; visitorId: string; online: boolean };
  /** What one node of several holds: said now and then, so that the others forget a node that is gone. */
  'presence.summary': {
    node: string;
    visitorIds: string[];
    workspaceIds: string[];
    threads: [conversationId: string, accountId: string][];
  };
  /** This node was cut off from the others for a while: what they published meanwhile it never heard. Stays on the node. */
  'relay.resumed': Record<string, never>;
  'website.changed': { workspaceId: string; websiteId: string };
  'website.greeted': { workspaceId: string; websiteId: string; conversationId: string };
  /** Who answers for personal data: a workspace's id, or `operator`. */
  'identity.changed': { holder: string };
  /** A version of a notice: a workspace's, or the operator's. `isNews`: it says something else than the one before. */
  'notice.published': { holder: string; number: number; isNews: boolean };
  /** How long a workspace keeps something. */
  'retention.changed': { workspaceId: string };
  /** Old messages of a conversation that goes on are gone, or files of messages that stay: their time was over. */
  'messages.expired': { workspaceId: string; conversationId: string; messageIds: string[]; positions: number[] };
  /** Which optional purposes a workspace chose. */
  'purposes.changed': { workspaceId: string };
  /** Somebody's own picture: another, or none. */
  'picture.changed': { accountId: string };
  /** What somebody with a login says of themselves, such as their name. */
  'profile.changed': { accountId: string };
  'member.changed': { workspaceId: string; accountId: string };
  /** A plugin was enabled or disabled, or its settings changed: what was remembered of it is not true any more. */
  'plugin.configured': { workspaceId: string; pluginId: string };
  /** Something went wrong with a plugin, or works again. */
  'plugin.changed': { workspaceId: string; pluginId: string };
  /** Where the recipients of personal data may be. */
  'regions.changed': { workspaceId: string };
  /** Somebody agreed to something, or withdrew it. */
  'consent.changed': { workspaceId: string; subjectKind: 'visitor' | 'account'; subjectId: string };
  /** Somebody's data was restricted, or they objected to a purpose; or no longer. */
  'standing.changed': { workspaceId: string; subjectKind: 'visitor' | 'account'; subjectId: string };
  /** Somebody's request about their data came, or went on. */
  'case.changed': { workspaceId: string; caseId: string };
  /** Somebody is being erased: whoever talks with them or remembers something of them lets go. */
  'person.erased': { workspaceId: string; subjectKind: 'visitor' | 'account'; subjectId: string };
  /** A recipient of somebody's data answered a request about it, or will not be asked any more. */
  'copies.answered': { workspaceId: string; subjectKind: 'visitor' | 'account'; subjectId: string };
  /** A conversation went with its visitor. */
  'conversation.erased': { workspaceId: string; conversationId: string; visitorId: string };
  /** An erasure went on: what is here is gone, and when all recipients have answered it is complete. */
  'erasure.changed': { workspaceId: string; erasureId: string; state: 'awaiting' | 'complete' };
  /** An export is ready, or could not be made. */
  'export.changed': { workspaceId: string; exportId: string };
  /** A session goes on under another token: what was known under the one before is over. */
  'session.renewed': { sessionId: string; newId: string };
  /** An account was taken out of everybody's hands: whatever else signs in for it, or remembers a device of it, ends. */
  'account.locked': { accountId: string };
  /** The sessions of an account are over: in this workspace, or everywhere. */
  'session.ended': { accountId: string; sessionId?: string };
}

export type EventName = keyof EventMap;
