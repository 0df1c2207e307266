/** Does it stay as fast when it has grown? Two Parlours side by side, one with 1,000 conversations, one with a million. */
import { runJob } from '../tools/children.mjs';
import { conversationPaths, deepPath, page } from '../tools/pages.mjs';
import { during, furnish, parlour } from '../tools/servers.mjs';
import { alone, median, ratio } from '../tools/statistics.mjs';
import { searchTerms } from '../tools/vocabulary.mjs';

export const names = ['inbox_growth', 'send_growth', 'search_ms'];

const LIST = '/inbox/open';
const REQUESTS = 40;

export default async function growth(context) {
  if (context.bareOnly) return;
  const [few, many] = [parlour(await context.seed(1000)), parlour(await context.seed(context.quick ? 20_000 : 1_000_000))];
  if (context.quick) context.note('Growth was measured at 20,000 conversations, for quickness; the full run takes 1,000,000.');
  const { terms, hits } = searchTerms(many.seed.directory);
  const [fewFolder, manyFolder] = [await furnish(few), await furnish(many)];

  await during(few, fewFolder, (small) =>
    during(many, manyFolder, async (large) => {
      if (context.wants('inbox_growth')) await inbox(context, small, large);
      if (context.wants('search_ms')) await search(context, large, terms, hits);
      if (context.wants('send_growth')) await send(context, small, large);
    }),
  );
}

async function inbox(context, small, large) {
  const paths = new Map();
  for (const server of [small, large]) {
    const conversations = conversationPaths((await page(server, LIST)).html, LIST);
    if (!conversations.length) throw new Error(`${LIST} links to no conversation.`);
    const deep = await deepPath(server, LIST, context.quick ? 20 : 200);
    paths.set(server, { 'inbox page': [LIST], 'deep page': [deep], 'open conversation': conversations });
  }
  const growths = [];
  for (const kind of Object.keys(paths.get(small))) {
    await middle(small, paths.get(small)[kind]);
    await middle(large, paths.get(large)[kind]);
    const [fewTimes, manyTimes] = await context.alternate([small, large], (server) => middle(server, paths.get(server)[kind]));
    context.figure(`p50 of ${kind}, ms`, fewTimes, manyTimes, ['at 1,000', 'grown']);
    growths.push(ratio(manyTimes, fewTimes));
  }
  context.result(
    'inbox_growth',
    growths.reduce((worst, next) => (next.value > worst.value ? next : worst)),
  );
}

async function search(context, server, terms, hits) {
  const slowest = [];
  for (const [kind, queries] of Object.entries(terms)) {
    const paths = queries.map((query) => `/inbox/search?q=${encodeURIComponent(query)}`);
    await middle(server, paths);
    const [times] = await context.alternate([server], () => middle(server, paths));
    context.figure(`p50 of search, ${kind} (${queries[0]}${hits[kind] ? `: ${hits[kind]} hits` : ''}), ms`, undefined, times);
    slowest.push(alone(times));
  }
  context.result(
    'search_ms',
    slowest.reduce((worst, next) => (next.value > worst.value ? next : worst)),
  );
}

async function send(context, small, large) {
  const load = { visitors: 200, agents: 5, window: 8, warmUp: context.quick ? 1 : 2, duration: context.quick ? 2 : 4 };
  const rates = await context.alternate([small, large], async (server) => (await runJob('throughput', server, load)).perSecond);
  context.figure('acked messages/s', ...rates, ['at 1,000', 'grown']);
  context.result('send_growth', ratio(rates[1], rates[0]));
}

async function middle(server, paths) {
  const times = [];
  for (let request = 0; request < REQUESTS; request++)
    times.push((await page(server, paths[request % paths.length])).milliseconds);
  return median(times);
}
