/** How the bare servers are spoken to. The same five exports as parlour.mjs. */

/** Bare servers know no visitors: any identity will do. */
export const identify = async () => '';

export const visitorDoor = () => ({ path: '/visitor' });

export const agentDoor = () => ({ path: '/agent' });

/** Nothing to say after opening: bare servers keep nothing to catch up on, and show agents everything. */
export const resume = () => null;
export const watch = null;

export const postedIds = /"event":"message\.posted","data":\{"id":"([^"]+)"/g;
