import { BarPlot } from './bar-plot';

/** Loaded by the page of statistics only, and again whenever Turbo shows it again. */
if (!customElements.get('bar-plot')) customElements.define('bar-plot', BarPlot);
