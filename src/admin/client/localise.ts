import { ago, dayAndTimeOf, exactly, shortly, timeOf } from './dates';

/** Says a time of the server, which speaks UTC, in the reader's own zone. The exact moment stands in the title. */
export function localise(element: HTMLTimeElement): void {
  const moment = new Date(element.dateTime);
  const said = say(element, moment);
  if (element.textContent !== said) element.textContent = said;
  const exact = exactly(moment);
  if (element.title !== exact) element.title = exact;
}

function say(element: HTMLTimeElement, moment: Date): string {
  const style = element.dataset.timeStyleValue;
  if (style === 'ago') return ago(moment);
  if (style === 'datetime') return dayAndTimeOf(moment);
  // In a conversation the day stands above its messages; in a list it has to be in the time itself.
  return element.closest('.message, .event') ? timeOf(moment) : shortly(moment);
}
