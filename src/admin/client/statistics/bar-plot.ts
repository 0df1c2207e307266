import uPlot from 'uplot';
import { seriesOf, shownLabels, type Series } from './table';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const barShare = 0.68;
const widestBar = 36;

/** Draws the first column of the table beside it: bars from zero, in one hue, the highest with its number. */
export class BarPlot extends HTMLElement {
  private plot?: uPlot;
  private readonly resized = new ResizeObserver(() => this.fit());
  private readonly redraw = () => this.draw();

  connectedCallback(): void {
    this.resized.observe(this);
    dark.addEventListener('change', this.redraw);
    // Axes are measured: the font has to be there.
    void document.fonts.ready.then(() => this.isConnected && this.draw());
  }

  disconnectedCallback(): void {
    this.resized.disconnect();
    dark.removeEventListener('change', this.redraw);
    this.plot?.destroy();
    this.plot = undefined;
  }

  private draw(): void {
    const table = this.parentElement?.querySelector('table');
    if (!table) return;
    this.plot?.destroy();
    this.replaceChildren();
    const series = seriesOf(table);
    const places = series.values.map((_, index) => index);
    this.plot = new uPlot(this.options(series), [places, series.values], this);
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this;
    if (this.plot && width && height) this.plot.setSize({ width, height });
  }

  private options({ labels, values }: Series): uPlot.Options {
    const { fontFamily } = getComputedStyle(this);
    const font = `12px ${fontFamily}`;
    const [bar, text, line] = ['--accent-control', '--text-quiet', '--line'].map((token) => this.colour(token));
    const highest = Math.max(0, ...values.map((value) => value ?? 0));
    const widest = Math.max(...labels.map((label) => widthOf(label, font)));
    return {
      width: this.clientWidth || 400,
      height: this.clientHeight || 208,
      legend: { show: false },
      cursor: { show: false },
      // The last label is as wide as it is, however narrow its bar.
      padding: [20, Math.ceil(Math.max(4, widest / 2)), 0, 0],
      scales: {
        x: { time: false, range: [-0.5, labels.length - 0.5] },
        y: { range: [0, Math.max(1, highest)] },
      },
      series: [{}, { fill: bar, width: 0, points: { show: false }, paths: uPlot.paths.bars!({ size: [barShare, widestBar] }) }],
      axes: [
        {
          font,
          stroke: text,
          grid: { show: false },
          ticks: { show: false },
          gap: 6,
          size: 28,
          splits: (plot) => [...shownLabels(labels, plot.width - 48 - widest / 2, widest)],
          values: (_plot, splits) => splits.map((place) => labels[place] ?? ''),
        },
        { font, stroke: text, grid: { stroke: line, width: 1 }, ticks: { show: false }, size: 44, incrs: steps },
      ],
      hooks: { draw: [(plot) => labelHighest(plot, values, highest, `600 ${font}`, this.colour('--text'))] },
    };
  }

  /** A canvas knows no custom properties: the browser is asked what a token comes to here. */
  private colour(token: string): string {
    const probe = document.createElement('span');
    probe.style.color = `var(${token})`;
    this.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }
}

/** Whole numbers only: there is no half conversation. */
const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000];

function widthOf(text: string, font: string): number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return text.length * 7;
  context.font = font;
  return context.measureText(text).width;
}

/** The number of the highest bar stands on it; the others are read in the table. */
function labelHighest(plot: uPlot, values: (number | null)[], highest: number, font: string, colour: string): void {
  if (!highest) return;
  const { ctx } = plot;
  const place = values.indexOf(highest);
  const scale = devicePixelRatio;
  ctx.save();
  ctx.font = font.replace('12px', `${12 * scale}px`);
  ctx.fillStyle = colour;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'bottom';
  ctx.fillText(highest.toLocaleString('en'), plot.valToPos(place, 'x', true), plot.valToPos(highest, 'y', true) - 4 * scale);
  ctx.restore();
}
