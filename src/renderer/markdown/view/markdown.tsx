import { kept } from '../../language/kept.ts';
import { useLanguage } from '../../language/language-context.ts';
import { useEffect, useId, useLayoutEffect, useMemo, useReducer, useState } from 'react';
import type { ReactNode } from 'react';
import { memo } from '../../language/memo.ts';
import { langOf } from '../../../shared/language/script-language.ts';
import { appendText } from '../../../shared/model/text-log.ts';
import type { TextLog } from '../../../shared/model/text-log.ts';
import { useInTurn, useJob } from '../budget/turns.ts';
import { feedPart, maxSteps, maxUnit } from '../budget/limits.ts';
import { plainSteps } from '../budget/read.ts';
import type { Split } from '../split/block.ts';
import { leftoversOf } from '../../../shared/markdown/arrange.ts';
import { createApartJob, noDefinitions } from '../parse/definitions.ts';
import type { Apart, ApartJob } from '../parse/definitions.ts';
import { renderElements } from './elements.tsx';
import { useFollow } from './link.tsx';
import { parseMarkdown, toElements } from '../parse/parse.ts';
import { createPictures, PicturesContext } from '../parse/pictures.ts';
import { createLanguageSense } from '../parse/sense-language.ts';
import { createReader } from '../split/reader.ts';
import { SplitView } from './split-view.tsx';
import { emptySplit, feed, finish } from '../split/splitter.ts';
import { preview } from '../split/tail.ts';

/**
 * Finished Markdown text. A long one is read as if it streamed in, over as many frames as it needs.
 */
export const Markdown = memo(function Markdown({ text }: { readonly text: string }): ReactNode {
  const log = useMemo(() => appendText(null, text), [text]);
  return text.length > feedPart ? (
    <StreamingMarkdown log={log} done />
  ) : (
    <ShortMarkdown text={text} />
  );
});

function ShortMarkdown({ text }: { readonly text: string }): ReactNode {
  const split = useMemo(() => feed(emptySplit(), text), [text]);
  const [pictures] = useState(createPictures);
  const follow = useFollow();
  const spoken = useLanguage();
  const language = useMemo(() => langOf(text, spoken), [text, spoken]);
  return (
    <div ref={follow} className="md" dir="ltr" lang={language}>
      <PicturesContext value={pictures}>
        <MarkdownDocument split={split} text={text} />
      </PicturesContext>
    </div>
  );
}

interface StreamingMarkdownProps {
  /** The answer so far. It must grow from the previous one, or the view starts over. */
  readonly log: TextLog | null;
  /** True when nothing more will come. */
  readonly done: boolean;
}

/**
 * Markdown text that grows at its end. The cost of a render depends on the new text and the open
 * block, not on earlier text. Keep it mounted when the text is done, so that nothing moves.
 */
export function StreamingMarkdown({ log, done }: StreamingMarkdownProps): ReactNode {
  const [reader] = useState(createReader);
  const [pictures] = useState(createPictures);
  const [sense] = useState(createLanguageSense);
  const [, renderAgain] = useReducer((count: number) => count + 1, 0);
  const follow = useFollow();
  const split = reader.read(log, done);
  useLayoutEffect(() => reader.rendered());
  const resting = reader.resting();
  useEffect(() => {
    if (!resting) return undefined;
    let frame = requestAnimationFrame(function next() {
      renderAgain();
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [resting]);
  return (
    <div ref={follow} className="md" dir="ltr" lang={sense(log, done)}>
      <PicturesContext value={pictures}>
        <MarkdownDocument split={split} text={done && reader.hasAll() ? reader.text : null} />
      </PicturesContext>
    </div>
  );
}

interface MarkdownDocumentProps {
  readonly split: Split;
  /**
   * The whole text once it is finished, else null. That of a long one is asked for when it is
   * wanted, because it would be kept beside its blocks.
   */
  readonly text: string | (() => string) | null;
}

/** True for a text that is read at once. In a longer one, footnotes stay as source. */
function isShort(text: string): boolean {
  return text.length <= maxUnit && plainSteps(text) <= maxSteps * 0.75;
}

const unknown: Apart = { definitions: noDefinitions, footnotes: false };
const nothingApart: ApartJob = { isDone: () => true, step: () => undefined, result: () => unknown };

/** A document in blocks, growing or finished. */
export const MarkdownDocument = memo(function MarkdownDocument({
  split,
  text,
}: MarkdownDocumentProps): ReactNode {
  const shown = useMemo(() => {
    if (text === null) return { ...preview(split), job: nothingApart };
    const finished = finish(split);
    return { split: finished, growing: false, job: createApartJob(finished) };
  }, [split, text]);
  const isRead = useJob(shown.job);
  const { definitions, footnotes } = isRead ? shown.job.result() : unknown;
  const whole = footnotes ? (typeof text === 'function' ? text() : text) : null;
  const isWhole = whole !== null && isShort(whole);
  const [showsWhole] = useInTurn(isWhole);
  const apart = useMemo(
    () => ({ definitions, footnotes: footnotes && !isWhole }),
    [definitions, footnotes, isWhole],
  );
  if (isWhole && showsWhole) return <Whole text={whole} />;
  return <SplitView split={shown.split} growing={shown.growing} apart={apart} />;
});

/**
 * A text with footnotes, rendered as a whole, because they are numbered and collected across the
 * document.
 */
const Whole = memo(function Whole({ text }: { readonly text: string }): ReactNode {
  const id = useId();
  const language = useLanguage();
  const content = useMemo(() => {
    const tree = parseMarkdown(text);
    const shown = { source: text, leftovers: leftoversOf(tree) };
    return kept(() => renderElements(toElements(tree, `${id}-`, shown)));
  }, [text, id]);
  return <div className="md-group">{content(language)}</div>;
});
