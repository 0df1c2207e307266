import type { Person } from '../privacy.types';
import type { PrivacyCase } from './privacy-case.entity';

/** Whose data a case is about; undefined until that is known, and once they are erased. */
export function personOf({ subjectKind: kind, subjectId: id, subjectWorkspaceId: workspaceId }: PrivacyCase): Person | undefined {
  return kind && id && workspaceId ? { workspaceId, kind, id } : undefined;
}
