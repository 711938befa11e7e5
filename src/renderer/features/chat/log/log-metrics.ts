import messageStyles from '../message/message.module.css';
import styles from './log.module.css';

/** How text is set in the log, as far as the height of a message can be guessed from it. */
export interface LogMetrics {
  /** Of an answer. */
  readonly charactersPerLine: number;
  /** Of an answer, px. */
  readonly lineHeight: number;
  /** Space before a question, px. */
  readonly turnGap: number;
}

/** As the styles are without settings, in a window that is wide enough; for where nothing is laid out. */
const usual: LogMetrics = { charactersPerLine: 86, lineHeight: 25.6, turnGap: 24 };
const fewestCharactersPerLine = 20;

/** Letters as often as English has them, so that their mean width is that of a text. */
const sample = 'She reads the whole answer once, then asks what the second part means. ';

/** What the settings for reading become in `use-reading.ts`. */
const variables = [
  '--measure',
  '--reading-size',
  '--reading-font',
  '--reading-leading',
  '--turn-gap',
] as const;

let known: { readonly key: string; readonly metrics: LogMetrics } | null = null;

function positive(value: number, otherwise: number): number {
  return Number.isFinite(value) && value > 0 ? value : otherwise;
}

/** Lays out a line like one of an answer, where the log is, and takes it away again before it is painted. */
function laidOut(scroller: HTMLElement): LogMetrics {
  const group = document.createElement('div');
  group.className = styles.group ?? '';
  group.ariaHidden = 'true';
  group.style.cssText = 'block-size: 0; overflow: hidden; visibility: hidden;';
  const line = document.createElement('div');
  line.className = `${messageStyles.assistant ?? ''} md`;
  const gap = document.createElement('div');
  gap.style.blockSize = 'var(--turn-gap)';
  const text = document.createElement('span');
  text.style.whiteSpace = 'nowrap';
  text.textContent = sample;
  line.append(text, gap);
  group.append(line);
  scroller.append(group);
  const characterWidth = text.getBoundingClientRect().width / sample.length;
  const metrics = {
    charactersPerLine: Math.max(
      fewestCharactersPerLine,
      positive(line.clientWidth / characterWidth, usual.charactersPerLine),
    ),
    lineHeight: positive(Number.parseFloat(getComputedStyle(line).lineHeight), usual.lineHeight),
    turnGap: positive(gap.clientHeight, usual.turnGap),
  };
  group.remove();
  return metrics;
}

/** Measures how text is set in this scroller; once for each width and set of reading settings. */
export function measureLog(scroller: HTMLElement | null): LogMetrics {
  if (scroller === null) return usual;
  const set = getComputedStyle(document.documentElement);
  const key = [scroller.clientWidth, ...variables.map((name) => set.getPropertyValue(name))].join(
    ';',
  );
  if (known?.key !== key) known = { key, metrics: laidOut(scroller) };
  return known.metrics;
}
