/** The interface of the benchmark's page for the runner. */
export interface RenderBench {
  /** Prepares an empty page for one text and one subject. */
  readonly begin: (subject: 'react-markdown' | 'streamdown' | 'parley', text: string) => void;
  /** Renders and lays out one more frame. Resolves to false if that was the last one. */
  readonly step: () => Promise<boolean>;
}

declare global {
  interface Window {
    begin: RenderBench['begin'];
    step: RenderBench['step'];
  }
}
