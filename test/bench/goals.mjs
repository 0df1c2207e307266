/** What each figure should be (`goal`) and must be at the very least or most (`limit`). `more` says which way is better. */
export const goals = {
  durable_vs_limit: { goal: 0.65, limit: 0.4, more: true, says: 'acked messages/s ÷ bare ws + SQLite' },
  cpu_vs_limit: { goal: 1.6, limit: 2.5, more: false, says: 'processor time per message ÷ bare ws + SQLite' },
  latency_vs_relay: { goal: 2, limit: 3, more: false, says: 'p99 visitor → agent ÷ bare relay' },
  idle_kb_vs_ws: { goal: 2.3, limit: 3, more: false, says: 'memory per idle visitor ÷ bare ws' },
  rest_mb: { goal: 120, limit: 120, more: false, says: 'memory of the server at rest, MB' },
  idle_cpu_percent: { goal: 1, limit: 1, more: false, says: 'processor for 1,000 idle visitors, % of a core' },
  inbox_growth: { goal: 1.2, limit: 1.5, more: false, says: 'inbox at 1,000,000 conversations ÷ at 1,000' },
  send_growth: { goal: 0.9, limit: 0.9, more: true, says: 'acked messages/s at 1,000,000 ÷ at 1,000' },
  search_ms: { goal: 50, limit: 50, more: false, says: 'p50 of the slowest kind of search, ms' },
  cold_start: { goal: 2, limit: 3, more: false, says: 'start to first accepted message ÷ bare Nest' },
  reconnect_storm: { goal: 0.5, limit: 0.5, more: true, says: 'visitors/s back with gaps filled ÷ bare connections/s' },
  plugin_start_ms: { goal: 120, limit: 250, more: false, says: 'a plugin from nothing to its first answer, ms' },
  plugin_mb: { goal: 60, limit: 80, more: false, says: 'memory of a running plugin that does nothing, MB' },
  plugin_calls: { goal: 20_000, limit: 5000, more: true, says: 'calls/s of one plugin through the host' },
  chat_beside_a_loop: { goal: 1.2, limit: 1.2, more: false, says: 'p99 beside a plugin that loops for ever ÷ without it' },
  export_seconds: { goal: 60, limit: 120, more: false, says: 'a copy of 100,000 messages, s' },
  export_mb: { goal: 100, limit: 150, more: false, says: 'memory at the most while it is written, beyond rest, MB' },
  erasure_seconds: { goal: 60, limit: 120, more: false, says: 'an erasure of 10,000 messages and 200 files beside a chat, s' },
  chat_beside_erasure: { goal: 1.2, limit: 1.2, more: false, says: 'p99 beside an erasure ÷ without it' },
  purge_seconds: { goal: 300, limit: 600, more: false, says: 'a purge of 100,000 messages beside a chat, s' },
  chat_beside_purge: { goal: 1.2, limit: 1.2, more: false, says: 'p99 beside a purge ÷ without it' },
};

export function verdict(name, value) {
  const { goal, limit, more } = goals[name];
  const reaches = (mark) => (more ? value >= mark : value <= mark);
  if (reaches(goal)) return 'goal';
  return reaches(limit) ? 'within the limit' : 'MISSED';
}
