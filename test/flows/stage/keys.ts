import type { Page } from 'playwright-core';

/** What the keyboard is at: the name that people hear, and whether they see where they are. */
interface Place {
  name: string;
  isSeen: boolean;
}

/** Runs in the page. */
function place(): Place {
  const at = document.activeElement as HTMLElement;
  const labels = (at as HTMLInputElement).labels;
  const name = at.getAttribute('aria-label') ?? (labels?.length ? labels[0].textContent : at.textContent) ?? '';
  // A switch and a card draw their ring around something else; what is drawn at all is drawn somewhere near.
  const near = [at, at.closest('label'), at.nextElementSibling].filter((one): one is HTMLElement => one instanceof HTMLElement);
  const ringed = near.some((one) => getComputedStyle(one).outlineStyle !== 'none' || getComputedStyle(one).boxShadow !== 'none');
  return { name: name.trim().replace(/\s+/g, ' '), isSeen: at === document.body || ringed };
}

const mostSteps = 150;

/** Goes on with Tab until something of this name has the focus; each step on the way has to be one that people see. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  while (passed.length < mostSteps) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(place);
    if (!at.isSeen) throw new Error(`The focus is not to be seen at "${at.name}".`);
    if (at.name.startsWith(name)) return;
    passed.push(at.name);
  }
  throw new Error(`Tab does not lead to "${name}", but to: ${[...new Set(passed)].join(' | ')}`);
}

/** The name of what has the focus now. */
export const focused = async (page: Page): Promise<string> => (await page.evaluate(place)).name;
