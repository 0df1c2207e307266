/** On a phone the settings' links are a row to scroll: the one of this page comes into sight, and the page itself stays where it is. */
export function showCurrentLink(): void {
  document.addEventListener('turbo:load', () => {
    const link = document.querySelector('.settings__link[aria-current]');
    const row = link?.closest('.settings__nav');
    if (!link || !row) return;
    const [one, all] = [link.getBoundingClientRect(), row.getBoundingClientRect()];
    row.scrollBy({ left: one.left + one.width / 2 - (all.left + all.width / 2) });
  });
}
