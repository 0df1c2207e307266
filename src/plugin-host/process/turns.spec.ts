import { Turns } from './turns';

const limits = { inFlight: 3, inFlightBytes: 10, queue: 4 };

/** Takes a turn for each, and notes when it comes. */
function queueUp(turns: Turns, began: string[]) {
  return (name: string, bytes?: number) => {
    const turn = turns.take(bytes);
    void turn?.then(() => began.push(name));
    return Boolean(turn);
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

let turns: Turns;
let began: string[];
let take: ReturnType<typeof queueUp>;
beforeEach(() => {
  turns = new Turns(limits);
  began = [];
  take = queueUp(turns, began);
});

it('lets so many begin at once, and the others in order', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) take(name);
  await settled();
  expect(began).toEqual(['a', 'b', 'c']);
  turns.give();
  await settled();
  expect(began).toEqual(['a', 'b', 'c', 'd']);
});

it('sends away who finds the line full', () => {
  for (let count = 0; count < 7; count++) expect(take('any')).toBe(true);
  expect(take('one too many')).toBe(false);
});

it('lets files begin as long as they fit beside each other', async () => {
  take('six', 6);
  take('five', 5);
  take('four', 4);
  take('nothing');
  await settled();
  expect(began).toEqual(['six', 'nothing']);
  turns.give(6);
  await settled();
  expect(began).toEqual(['six', 'nothing', 'five', 'four']);
});

it('lets a file that is too large begin when it is alone, and no small one before it', async () => {
  take('small', 1);
  take('huge', 100);
  take('tiny', 1);
  await settled();
  expect(began).toEqual(['small']);
  turns.give(1);
  await settled();
  expect(began).toEqual(['small', 'huge']);
  turns.give(100);
  await settled();
  expect(began).toEqual(['small', 'huge', 'tiny']);
});

it('is busy until everything was given back', () => {
  take('small', 1);
  take('none');
  turns.give(1);
  expect(turns.busy).toBe(true);
  turns.give();
  expect(turns.busy).toBe(false);
});
