import { createRoot } from 'react-dom/client';
import { flushSync } from 'react-dom';
import type { ReactNode } from 'react';
import ReactMarkdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { Streamdown } from 'streamdown';
import { StreamingMarkdown } from '../../../src/renderer/markdown/index.ts';
import '../../../src/renderer/markdown/markdown.css';
import './window.ts';
import type { TextLog } from '../../../src/shared/text-log.ts';
import { appendText } from '../../../src/shared/text-log.ts';

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

/** Streams a text frame by frame and returns what each frame cost, in ms, script and layout together. */
async function measure(
  subject: Subject,
  text: string,
  limit: number,
): Promise<readonly number[] | null> {
  const host = document.createElement('div');
  host.style.cssText = 'width: 720px; height: 700px; overflow-y: auto; margin: 0 auto';
  document.body.replaceChildren(host);
  const root = createRoot(host);
  const costs: number[] = [];
  let log: TextLog | null = null;
  let total = 0;
  for (let at = 0; at < text.length; at += charactersPerFrame) {
    await new Promise(requestAnimationFrame);
    const end = at + charactersPerFrame;
    log = appendText(log, text.slice(at, end));
    const start = performance.now();
    flushSync(() => root.render(view(subject, text.slice(0, end), log, end >= text.length)));
    host.scrollTop = host.scrollHeight;
    const cost = performance.now() - start;
    costs.push(cost);
    total += cost;
    if (total > limit) return null;
  }
  root.unmount();
  return costs;
}

window.measure = measure;
