import { Injectable } from '@nestjs/common';
import type { Agent } from '../common/access';
import type { Connection } from './connection';

export interface AgentSession {
  agent: Agent;
  sessionId: string;
  /** Whether rows of the list are wanted, and messages of every conversation. */
  watchesList: boolean;
  watchesAll: boolean;
  /** Threads that are open in this tab. */
  threads: Set<string>;
}
export type AgentConnection = Connection<AgentSession>;

/** Agents' sockets on this node: one for each tab. */
@Injectable()
export class AgentSockets {
  private readonly byWorkspace = new Map<string, Set<AgentConnection>>();

  add(connection: AgentConnection): void {
    const { workspaceId } = connection.session.agent;
    const others = this.byWorkspace.get(workspaceId) ?? new Set();
    this.byWorkspace.set(workspaceId, others.add(connection));
  }

  remove(connection: AgentConnection): void {
    const { workspaceId } = connection.session.agent;
    const left = this.byWorkspace.get(workspaceId);
    left?.delete(connection);
    if (left?.size === 0) this.byWorkspace.delete(workspaceId);
  }

  of(workspaceId: string): ReadonlySet<AgentConnection> {
    return this.byWorkspace.get(workspaceId) ?? none;
  }

  withThread(workspaceId: string, conversationId: string): AgentConnection[] {
    return [...this.of(workspaceId)].filter(({ session }) => session.threads.has(conversationId));
  }

  /** Everybody, for what concerns an account in all its workspaces. */
  *all(): Iterable<AgentConnection> {
    for (const connections of this.byWorkspace.values()) yield* connections;
  }

  get workspaceIds(): string[] {
    return [...this.byWorkspace.keys()];
  }
}

const none: ReadonlySet<AgentConnection> = new Set();
