import { useState } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import Wrench from 'lucide-react/icons/wrench';
import type { Part, ToolState } from '../../../../shared/model/conversation.ts';
import { FoldLine } from './fold-line.tsx';
import { Pictures } from './parts.tsx';
import styles from './tool-call.module.css';

type Result = Extract<Part, { kind: 'tool_result' }>;

/** Longer output is cut off when shown (UTF-16 code units). */
const shownLength = 20_000;

function sentence(name: string, state: ToolState): string {
  switch (state) {
    case 'proposed':
      return `The model asked for the tool ${name}`;
    case 'approved':
      return `${name} is about to run`;
    case 'running':
      return `Running ${name}`;
    case 'done':
      return `Used ${name}`;
    case 'denied':
      return `${name} was not allowed`;
    case 'failed':
      return `${name} failed`;
    case 'interrupted':
      return `${name} did not run to its end`;
  }
}

function Output({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <div className={styles.label}>{label}</div>
      <pre className={styles.output} tabIndex={0} dir="auto">
        {text.length > shownLength ? `${text.slice(0, shownLength)}…` : text}
      </pre>
    </>
  );
}

function ResultView({ result: { content, isError } }: { readonly result: Result }) {
  const label = isError ? 'Error' : 'Result';
  const pictures = content.filter((each) => each.kind === 'image');
  return (
    <>
      {content.map((each, index) =>
        each.kind === 'text' ? <Output key={String(index)} label={label} text={each.text} /> : null,
      )}
      <Pictures pictures={pictures} />
      {content.length === 0 && <div className={styles.label}>{label}: nothing</div>}
    </>
  );
}

interface ToolGroupProps {
  readonly name: string;
  readonly said: string;
  readonly state: ToolState;
  /** Returns the arguments of the call, when the person asks to see them. */
  readonly readArguments: () => string;
  readonly results: readonly Result[];
}

function ToolGroup({ name, said, state, readArguments, results }: ToolGroupProps) {
  const [isOpen, setOpen] = useState(false);
  const given = isOpen ? readArguments() : '';
  return (
    <div className={styles.tool} role="group" aria-label={name} data-state={state}>
      <FoldLine className={styles.summary} isOpen={isOpen} onOpen={setOpen}>
        <Wrench size={14} aria-hidden className={styles.icon} />
        <span className={styles.said}>
          <bdi>{said}</bdi>
        </span>
        <ChevronRight size={14} aria-hidden className={styles.chevron} />
      </FoldLine>
      {isOpen && (
        <div className={styles.details}>
          {given !== '' && <Output label="Input" text={given} />}
          {results.map((result, index) => (
            <ResultView key={String(index)} result={result} />
          ))}
        </div>
      )}
    </div>
  );
}

/** A tool call, folded into one line: the request, its state and its result. */
export function ToolCall({
  call,
  readArguments,
  results,
}: {
  readonly call: Extract<Part, { kind: 'tool_call' }>;
  readonly readArguments: () => string;
  readonly results: readonly Result[];
}) {
  const name = call.name === '' ? 'tool' : call.name;
  return (
    <ToolGroup
      name={name}
      said={sentence(name, call.state)}
      state={call.state}
      readArguments={readArguments}
      results={results}
    />
  );
}

const noArguments = (): string => '';

/** A result without a call. */
export function LoneResult({ result }: { readonly result: Result }) {
  return (
    <ToolGroup
      name="Tool"
      said={result.isError ? 'Error of a tool' : 'Result of a tool'}
      state={result.isError ? 'failed' : 'done'}
      readArguments={noArguments}
      results={[result]}
    />
  );
}
