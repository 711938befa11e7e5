import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Streamdown } from 'streamdown';
import { StreamingMarkdown } from '../../../src/renderer/markdown/index.ts';
import '../../../src/renderer/markdown/markdown.css';
import english from '../../../src/shared/language/locales/en.json';
import { speak } from '../../../src/shared/language/translate.ts';
import './window.ts';
import type { TextLog } from '../../../src/shared/model/text-log.ts';
import { appendText } from '../../../src/shared/model/text-log.ts';

speak({ tag: 'en', messages: english });

type Subject = 'react-markdown' | 'streamdown' | 'parley';

const charactersPerFrame = 40;

function view(subject: Subject, text: string, log: TextLog | null, done: boolean): ReactNode {
  switch (subject) {
    case 'react-markdown':
      return <ReactMarkdown remarkPlugins={[remarkGfm]}>{text}</ReactMarkdown>;
    case 'streamdown':
      return <Streamdown>{text}</Streamdown>;
    case 'parley':
      return <StreamingMarkdown log={log} done={done} />;
  }
}

/** One text on its way through one subject. */
interface Run {
  readonly root: Root;
  readonly host: HTMLElement;
  readonly subject: Subject;
  readonly text: string;
  readonly log: TextLog | null;
  readonly at: number;
}

let run: Run | null = null;

/** Prepares an empty page for `step`. */
window.begin = (subject, text) => {
  run?.root.unmount();
  const host = document.createElement('div');
  host.style.cssText = 'width: 720px; height: 700px; overflow-y: auto; margin: 0 auto';
  document.body.replaceChildren(host);
  run = { root: createRoot(host), host, subject, text, log: null, at: 0 };
};

/**
 * Shows forty more characters in the next frame, laid out and scrolled to. Resolves to false at the
 * end.
 */
window.step = () =>
  new Promise((resolve) => {
    // Inside the callback, because work in a promise reaction is not counted as script.
    requestAnimationFrame(() => resolve(showMore()));
  });

function showMore(): boolean {
  if (run === null) throw new Error('Nothing has begun');
  const { root, host, subject, text } = run;
  const end = run.at + charactersPerFrame;
  const log = appendText(run.log, text.slice(run.at, end));
  run = { ...run, log, at: end };
  flushSync(() => root.render(view(subject, text.slice(0, end), log, end >= text.length)));
  host.scrollTop = host.scrollHeight;
  return end < text.length;
}
