import type { AgentRequest } from '../../common/current-agent';
import type { Owner } from './factors.service';

/** Whoever came through a door for agents, and by which session. */
export const ownerOf = ({ agent, sessionId }: AgentRequest): Owner => ({ agent: agent!, sessionId: sessionId! });
