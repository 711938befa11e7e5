/** What the benchmark's page does for the runner: one frame's cost per entry, null when it gave up. */
export type Measure = (
  subject: 'react-markdown' | 'streamdown' | 'parley',
  text: string,
  limitMs: number,
) => Promise<readonly number[] | null>;

declare global {
  interface Window {
    measure: Measure;
  }
}
