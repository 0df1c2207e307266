import { piecesOf, Refused } from './lines';

const answer = (chunks: string[], status = 200) =>
  new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    }),
    { status },
  );
async function read(response: Response): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of piecesOf(response)) pieces.push(piece);
  return pieces;
}

it('reads pieces however the network cuts them', async () => {
  expect(await read(answer(['{"pie', 'ce":"Grü"}\n{"piece":"ße"}', '\n{"done":true}\n']))).toEqual(['Grü', 'ße']);
});

it.each([
  ['refused at once', answer(['{"error":{"code":"x","message":"Too many."}}'], 429), 'Too many.'],
  ['refused midway', answer(['{"piece":"a"}\n{"error":{"message":"No answer."}}\n']), 'No answer.'],
  ['broken off', answer(['{"piece":"a"}\n']), ''],
  ['no JSON', answer(['<html>'], 502), ''],
])('%s', async (_name, response, sentence) => {
  const failure = await read(response).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Refused);
  expect((failure as Error).message).toBe(sentence);
});
