/** How mail programs introduce and surround what they quote, in the languages of the widget and some more. */

/** Marks of direction that programs put around names in lines that run from right to left. */
const marks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Longer lines are sentences of people. */
const longest = 400;

/** "On Monday, Ben wrote:"; it may run over two lines. */
const introductions = [
  /^\s*(?:>\s*)?(?:-{2,4}\s*)?On\b.{4,200}\bwrote\s*(?::|-{2,4})\s*$/i,
  /^\s*(?:>\s*)?(?:-{2,4}\s*)?Le\b.{4,200}\ba (?:écrit|ecrit)\s*(?::|-{2,4})\s*$/i,
  /^\s*(?:>\s*)?(?:-{2,4}\s*)?Am\b.{4,200}\bschrieb\b.{0,120}(?::|-{2,4})\s*$/i,
  /^\s*(?:>\s*)?(?:-{2,4}\s*)?El\b.{4,200}\bescribi(?:ó|o)\s*(?::|-{2,4})\s*$/i,
  /^\s*(?:>\s*)?Em\b.{4,200}\bescreveu\s*:\s*$/i,
  /^\s*(?:>\s*)?Il\b.{4,200}\bha scritto\s*:\s*$/i,
  /^\s*(?:>\s*)?Op\b.{4,200}\bschreef\b.{0,120}:\s*$/i,
  /^\s*(?:>\s*)?(?:في|بتاريخ)\s.{4,200}(?:كتبت?|كتابة ما يلي بواسطة)(?:\s.{0,120})?[:：]\s*$/,
  /^.{0,120}<[^\s<>]+@[^\s<>]+>\s*(?:wrote|schrieb|a écrit|escribió)\s*:\s*$/i,
];
const beginning = /^\s*(?:>\s*)?(?:-{2,4}\s*)?(?:On|Le|Am|El|Em|Il|Op|في|بتاريخ)\s/i;

/** Lines that stand above what is quoted. */
const separators = [
  /^\s*-{2,}\s*(?:Original Message|Original Appointment|Forwarded message|Ursprüngliche Nachricht|Originalnachricht|Message d.origine|Message original|Mensaje original|الرسالة الأصلية)\s*-{0,}\s*$/i,
  /^\s*_{20,}\s*$/,
  /^\s*(?:From|Von|De|Da|Van|من)\s?:\s.*(?:@|<).*$/i,
];
/** The heads of a mail that is quoted whole, as lines of text: sender, time, recipient, subject. */
const heads = [
  /^\s*\*?(?:From|Von|De|Da|Van|من)\s?:\*?\s/i,
  /^\s*\*?(?:Sent|Date|Gesendet|Datum|Envoyé|Enviado(?: el)?|Fecha|Inviato|Verzonden|تاريخ الإرسال|التاريخ|أُ?رسلت)\s?:\*?\s/i,
  /^\s*\*?(?:To|An|À|Para|A|Aan|إلى)\s?:\*?\s/i,
  /^\s*\*?(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|الموضوع)\s?:\*?\s/i,
];
/** RFC 3676: two hyphens and a space; many programs lose the space. */
const signature = /^(?:--|—)\s?$/;
const phones =
  /^\s*(?:Sent from my|Sent from Outlook|Sent with|Get Outlook for|Von mein\S* .*gesendet|Gesendet mit|Gesendet von|Diese Nachricht wurde von meinem|Envoyé de mon|Envoyé depuis|Envoyé à partir|Télécharger Outlook|Enviado desde|Obtener Outlook|أُ?رسلت? من)(?=\s|$).{0,120}$/i;

export const isQuoted = (line: string) => /^\s*>/.test(line);
/** What a page's line becomes in a text. */
export const isRule = (line: string) => /^\s*[-_]{20,}\s*$/.test(line);
export const isSignature = (line: string) => signature.test(line);
export const isPhone = (line: string) => line.length < longest && phones.test(line);
export const isIntroduction = (line: string) =>
  line.length < longest && introductions.some((pattern) => pattern.test(line.replace(marks, '')));
export const beginsIntroduction = (line: string) => line.length < longest && beginning.test(line.replace(marks, ''));

/** Whether a mail that is quoted whole begins here. */
export function isSeparator(lines: readonly string[], index: number): boolean {
  const line = lines[index];
  if (line.length >= longest) return false;
  if (separators.some((pattern) => pattern.test(line))) return true;
  if (!heads.slice(0, 2).some((head) => head.test(line))) return false;
  const block = lines.slice(index, index + 8).filter((one) => one.length < longest && one.trim());
  return heads.filter((head) => block.some((one) => head.test(one))).length >= 3;
}
