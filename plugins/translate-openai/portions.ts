/** Small models lose count in long lists, and their window is short. */
const mostTexts = 20;
const mostCharacters = 6000;

/** In order, each as much as a model can do well at once; a text that is longer by itself stands alone. */
export function portions<Item extends { text: string }>(items: readonly Item[]): Item[][] {
  const all: Item[][] = [];
  let characters = 0;
  for (const item of items) {
    const last = all.at(-1);
    if (last && last.length < mostTexts && characters + item.text.length <= mostCharacters) {
      last.push(item);
      characters += item.text.length;
    } else {
      all.push([item]);
      characters = item.text.length;
    }
  }
  return all;
}
