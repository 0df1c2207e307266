/** What somebody asks for. Articles are those of the GDPR; other laws have the same rights under other numbers. */
export const caseKinds = [
  'access', // Art. 15
  'portability', // Art. 20
  'erasure', // Art. 17
  'rectification', // Art. 16
  'objection', // Art. 21
  'restriction', // Art. 18
  'withdrawal', // Art. 7(3)
  'question',
] as const;
export type CaseKind = (typeof caseKinds)[number];

export const caseStates = [
  'received',
  'unverified',
  'verified',
  'on_hold',
  'duplicate',
  'forwarded',
  'approved',
  'refused',
  'executing',
  'awaiting_recipients',
  'complete',
] as const;
export type CaseState = (typeof caseStates)[number];

/** Who decides: the workspace about its visitors, the operator of the server about accounts. */
export type CaseController = 'workspace' | 'operator';
/** How it came: `team`: somebody of the team wrote down what came by mail, telephone or letter. */
export type CaseChannel = 'widget' | 'account' | 'form' | 'team';
/** By what the person showed who they are; '' until they did. */
export type CaseProof = '' | 'token' | 'session' | 'code' | 'team';

/** Why a request is refused: each with the article that allows it. */
export const refusalReasons = ['identity', 'unfounded', 'obligation', 'claims', 'others', 'interest', 'nothing'] as const;
export type RefusalReason = (typeof refusalReasons)[number];
