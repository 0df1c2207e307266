import type { Readable } from 'node:stream';
import type { Paper, PaperSection, PaperTable } from './paper.types';

const [text, bold] = ['DejaVuSans', 'DejaVuSans-Bold'];
const margin = 56;
/** Between columns. */
const gap = 8;

/** A paper as a PDF on A4: real text that can be selected and searched, with a heading, a date and page numbers. */
export async function paperPdf(paper: Paper, foot: (page: number, of: number) => string): Promise<Readable> {
  // Loaded when somebody wants a PDF: few do, and the packages are large.
  const { default: PDFDocument } = await import('pdfkit');
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    lang: 'en',
    tagged: true,
    displayTitle: true,
    info: { Title: paper.title, Author: paper.holder, CreationDate: paper.date },
  });
  for (const name of [text, bold]) document.registerFont(name, require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`));
  document.font(bold).fontSize(18).text(paper.title);
  const about = [paper.holder, paper.version, paper.date.toISOString().slice(0, 10)].filter(Boolean).join(' · ');
  document.moveDown(0.3).font(text).fontSize(9).fillColor('#555').text(about);
  document.moveDown(0.6).fontSize(10).fillColor('black').text(paper.lead);
  for (const section of paper.sections) drawSection(document, section);
  numberPages(document, foot);
  document.end();
  return document as unknown as Readable;
}

type Pdf = PDFKit.PDFDocument;

function drawSection(document: Pdf, { title, text: words, table, none }: PaperSection): void {
  const room = document.page.height - margin - document.y;
  if (room < 90) document.addPage();
  document.moveDown(1).font(bold).fontSize(12).text(title, margin);
  document.moveDown(0.3).font(text).fontSize(9.5);
  if (words) document.text(words).moveDown(0.3);
  if (!table?.rows.length) {
    if (none) document.text(none);
    return;
  }
  document.fontSize(8.5);
  drawTable(document, table);
}

/** A row is never torn in two, and each page says again what its columns are. */
function drawTable(document: Pdf, { head, rows }: PaperTable): void {
  const widths = widthsOf(document, [head, ...rows]);
  const draw = (cells: readonly string[], font: string) =>
    document.table({
      position: { x: margin, y: document.y },
      columnStyles: widths,
      defaultStyle: { border: [0, 0, 0.5, 0], borderColor: '#bbb', padding: [4, gap, 4, 0] },
      data: [cells.map((cell) => ({ text: cell, font: { src: font } }))],
    });
  const heightOf = (cells: readonly string[]) =>
    Math.max(...cells.map((cell, index) => document.heightOfString(cell, { width: widths[index] - gap }))) + 10;
  draw(head, bold);
  for (const row of rows) {
    document.font(text);
    if (document.y + heightOf(row) > document.page.height - margin) {
      document.addPage();
      draw(head, bold);
    }
    draw(row, text);
  }
}

/** Columns with more to say get more room; none is narrower than its longest word, as far as the page allows. */
function widthsOf(document: Pdf, rows: readonly (readonly string[])[]): number[] {
  const room = document.page.width - 2 * margin;
  const columns = rows[0].map((_, index) => rows.map((row) => row[index] ?? ''));
  const longest = columns.map(
    (cells) => Math.max(...cells.flatMap((cell) => cell.split(/\s+/)).map((word) => document.widthOfString(word))) + gap + 2,
  );
  const least = longest.map((width) => Math.min(width, room / columns.length));
  const said = columns.map((cells) => Math.sqrt(cells.reduce((sum, cell) => sum + cell.length, 0)));
  const [rest, all] = [room - sumOf(least), sumOf(said)];
  return least.map((width, index) => width + (rest * said[index]) / all);
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

function numberPages(document: Pdf, foot: (page: number, of: number) => string): void {
  const { start, count } = document.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    document.switchToPage(index);
    // Below the margin text would begin another page.
    document.page.margins.bottom = 0;
    const at = document.page.height - margin / 2 - 6;
    document
      .font(text)
      .fontSize(8)
      .fillColor('#555')
      .text(foot(index - start + 1, count), margin, at, { lineBreak: false });
  }
}
